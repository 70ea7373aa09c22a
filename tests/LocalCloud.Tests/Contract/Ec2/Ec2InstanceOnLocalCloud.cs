namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

public sealed class Ec2InstanceOnLocalCloud(LocalBackend backend) : Ec2InstanceContract(backend), IClassFixture<LocalBackend>;
