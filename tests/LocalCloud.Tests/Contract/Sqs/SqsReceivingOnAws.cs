namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnAws.Name)]
public sealed class SqsReceivingOnAws(AwsBackend backend) : SqsReceivingContract(backend);
