namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

public sealed class SqsSendingOnLocalCloud(LocalBackend backend) : SqsSendingContract(backend), IClassFixture<LocalBackend>;
