namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

[Collection(OnMoto.Name)]
public sealed class Ec2InstanceOnMoto(MotoBackend backend) : Ec2InstanceContract(backend);
