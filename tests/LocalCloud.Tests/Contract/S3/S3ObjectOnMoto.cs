namespace FaceRec.LocalCloud.Tests.Contract.S3;

[Collection(OnMoto.Name)]
public sealed class S3ObjectOnMoto(MotoBackend backend) : S3ObjectContract(backend);
