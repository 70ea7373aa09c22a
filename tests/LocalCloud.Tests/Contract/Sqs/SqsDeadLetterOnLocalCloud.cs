namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

public sealed class SqsDeadLetterOnLocalCloud(LocalBackend backend) : SqsDeadLetterContract(backend), IClassFixture<LocalBackend>;
