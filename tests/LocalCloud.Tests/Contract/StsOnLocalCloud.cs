namespace FaceRec.LocalCloud.Tests.Contract;

public sealed class StsOnLocalCloud(LocalBackend backend) : StsContract(backend), IClassFixture<LocalBackend>;
