namespace FaceRec.LocalCloud.Tests.Contract.S3;

[Collection(OnAws.Name)]
public sealed class S3ListingOnAws(AwsBackend backend) : S3ListingContract(backend);
