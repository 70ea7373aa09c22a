namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnAws.Name)]
public sealed class SqsQueueOnAws(AwsBackend backend) : SqsQueueContract(backend);
