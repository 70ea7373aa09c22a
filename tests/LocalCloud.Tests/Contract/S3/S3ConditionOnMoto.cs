namespace FaceRec.LocalCloud.Tests.Contract.S3;

[Collection(OnMoto.Name)]
public sealed class S3ConditionOnMoto(MotoBackend backend) : S3ConditionContract(backend);
