namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

[Collection(OnAws.Name)]
public sealed class Ec2DescribingOnAws(AwsBackend backend) : Ec2DescribingContract(backend);
