namespace FaceRec.LocalCloud.Tests.Contract.S3;

public sealed class S3MultipartOnLocalCloud(LocalBackend backend) : S3MultipartContract(backend), IClassFixture<LocalBackend>;
