namespace FaceRec.LocalCloud.Tests.Contract.S3;

[Collection(OnAws.Name)]
public sealed class S3ObjectOnAws(AwsBackend backend) : S3ObjectContract(backend);
