namespace FaceRec.LocalCloud.Tests.Contract.S3;

[Collection(OnAws.Name)]
public sealed class S3ConditionOnAws(AwsBackend backend) : S3ConditionContract(backend);
