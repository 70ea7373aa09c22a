namespace FaceRec.LocalCloud.Tests.Contract;

[Collection(OnAws.Name)]
public sealed class SqsOnAws(AwsBackend backend) : SqsContract(backend);
