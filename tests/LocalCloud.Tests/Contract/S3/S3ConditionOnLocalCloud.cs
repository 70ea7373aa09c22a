namespace FaceRec.LocalCloud.Tests.Contract.S3;

public sealed class S3ConditionOnLocalCloud(LocalBackend backend) : S3ConditionContract(backend), IClassFixture<LocalBackend>;
