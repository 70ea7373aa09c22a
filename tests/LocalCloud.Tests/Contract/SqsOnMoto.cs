namespace FaceRec.LocalCloud.Tests.Contract;

[Collection(OnMoto.Name)]
public sealed class SqsOnMoto(MotoBackend backend) : SqsContract(backend);
