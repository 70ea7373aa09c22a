namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

public sealed class SqsFifoOnLocalCloud(LocalBackend backend) : SqsFifoContract(backend), IClassFixture<LocalBackend>;
