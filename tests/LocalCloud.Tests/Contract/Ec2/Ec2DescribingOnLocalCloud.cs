namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

public sealed class Ec2DescribingOnLocalCloud(LocalBackend backend) : Ec2DescribingContract(backend), IClassFixture<LocalBackend>;
