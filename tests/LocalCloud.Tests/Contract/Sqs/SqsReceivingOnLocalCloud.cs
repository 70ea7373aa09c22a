namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

public sealed class SqsReceivingOnLocalCloud(LocalBackend backend) : SqsReceivingContract(backend), IClassFixture<LocalBackend>;
