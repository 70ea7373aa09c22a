namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnAws.Name)]
public sealed class SqsFifoOnAws(AwsBackend backend) : SqsFifoContract(backend);
