namespace FaceRec.LocalCloud.Tests.Contract;

[Collection(OnAws.Name)]
public sealed class S3OnAws(AwsBackend backend) : S3Contract(backend);
