namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

[Collection(OnMoto.Name)]
public sealed class Ec2DescribingOnMoto(MotoBackend backend) : Ec2DescribingContract(backend);
