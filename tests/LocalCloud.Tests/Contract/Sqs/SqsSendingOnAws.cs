namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnAws.Name)]
public sealed class SqsSendingOnAws(AwsBackend backend) : SqsSendingContract(backend);
