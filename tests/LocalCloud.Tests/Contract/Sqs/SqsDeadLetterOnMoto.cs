namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnMoto.Name)]
public sealed class SqsDeadLetterOnMoto(MotoBackend backend) : SqsDeadLetterContract(backend);
