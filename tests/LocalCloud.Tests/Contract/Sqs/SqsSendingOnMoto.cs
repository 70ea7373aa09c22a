namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnMoto.Name)]
public sealed class SqsSendingOnMoto(MotoBackend backend) : SqsSendingContract(backend);
