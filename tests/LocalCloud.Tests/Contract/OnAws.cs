namespace FaceRec.LocalCloud.Tests.Contract;

[CollectionDefinition(Name)]
public sealed class OnAws : ICollectionFixture<AwsBackend>
{
    public const string Name = "AWS";
}
