namespace FaceRec.LocalCloud.Tests.Contract;

[Collection(OnMoto.Name)]
public sealed class S3OnMoto(MotoBackend backend) : S3Contract(backend);
