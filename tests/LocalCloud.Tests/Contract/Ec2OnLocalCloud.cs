namespace FaceRec.LocalCloud.Tests.Contract;

public sealed class Ec2OnLocalCloud(LocalBackend backend) : Ec2Contract(backend), IClassFixture<LocalBackend>;
