namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnAws.Name)]
public sealed class SqsDeadLetterOnAws(AwsBackend backend) : SqsDeadLetterContract(backend);
