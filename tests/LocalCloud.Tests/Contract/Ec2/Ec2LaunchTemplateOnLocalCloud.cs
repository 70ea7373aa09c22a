namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

public sealed class Ec2LaunchTemplateOnLocalCloud(LocalBackend backend) : Ec2LaunchTemplateContract(backend), IClassFixture<LocalBackend>;
