namespace FaceRec.LocalCloud.Tests.Contract.S3;

public sealed class S3ObjectOnLocalCloud(LocalBackend backend) : S3ObjectContract(backend), IClassFixture<LocalBackend>;
