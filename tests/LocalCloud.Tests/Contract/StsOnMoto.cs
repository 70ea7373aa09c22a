namespace FaceRec.LocalCloud.Tests.Contract;

[Collection(OnMoto.Name)]
public sealed class StsOnMoto(MotoBackend backend) : StsContract(backend);
