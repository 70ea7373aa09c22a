namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

[Collection(OnMoto.Name)]
public sealed class SqsQueueOnMoto(MotoBackend backend) : SqsQueueContract(backend);
