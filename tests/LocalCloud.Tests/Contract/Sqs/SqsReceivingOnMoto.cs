namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnMoto.Name)]
public sealed class SqsReceivingOnMoto(MotoBackend backend) : SqsReceivingContract(backend);
