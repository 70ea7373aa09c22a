namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnMoto.Name)]
public sealed class SqsFifoOnMoto(MotoBackend backend) : SqsFifoContract(backend);
