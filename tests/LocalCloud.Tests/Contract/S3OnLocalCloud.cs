namespace FaceRec.LocalCloud.Tests.Contract;

public sealed class S3OnLocalCloud(LocalBackend backend) : S3Contract(backend), IClassFixture<LocalBackend>;
