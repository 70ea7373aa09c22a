namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

public sealed class SqsQueueOnLocalCloud(LocalBackend backend) : SqsQueueContract(backend), IClassFixture<LocalBackend>;
