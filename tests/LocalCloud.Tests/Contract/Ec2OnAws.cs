namespace FaceRec.LocalCloud.Tests.Contract;

[Collection(OnAws.Name)]
public sealed class Ec2OnAws(AwsBackend backend) : Ec2Contract(backend);
