namespace FaceRec.LocalCloud.Tests.Contract;

public sealed class SqsOnLocalCloud(LocalBackend backend) : SqsContract(backend), IClassFixture<LocalBackend>;
