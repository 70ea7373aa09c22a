namespace FaceRec.LocalCloud.Tests.Contract.S3;

public sealed class S3ListingOnLocalCloud(LocalBackend backend) : S3ListingContract(backend), IClassFixture<LocalBackend>;
