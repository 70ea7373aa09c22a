namespace FaceRec.LocalCloud.Tests.Contract.S3;

[Collection(OnAws.Name)]
public sealed class S3MultipartOnAws(AwsBackend backend) : S3MultipartContract(backend);
