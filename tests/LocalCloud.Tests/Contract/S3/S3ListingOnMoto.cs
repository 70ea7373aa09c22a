namespace FaceRec.LocalCloud.Tests.Contract.S3;

[Collection(OnMoto.Name)]
public sealed class S3ListingOnMoto(MotoBackend backend) : S3ListingContract(backend);
