namespace FaceRec.LocalCloud.Tests.Contract.S3;

[Collection(OnMoto.Name)]
public sealed class S3MultipartOnMoto(MotoBackend backend) : S3MultipartContract(backend);
