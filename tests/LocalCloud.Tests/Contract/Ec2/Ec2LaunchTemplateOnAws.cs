namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

[Collection(OnAws.Name)]
public sealed class Ec2LaunchTemplateOnAws(AwsBackend backend) : Ec2LaunchTemplateContract(backend);
