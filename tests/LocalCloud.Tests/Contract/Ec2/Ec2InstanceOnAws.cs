namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

[Collection(OnAws.Name)]
public sealed class Ec2InstanceOnAws(AwsBackend backend) : Ec2InstanceContract(backend);
