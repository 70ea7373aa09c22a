namespace FaceRec.LocalCloud.Tests.Contract;

[CollectionDefinition(Name)]
public sealed class OnMoto : ICollectionFixture<MotoBackend>
{
    public const string Name = "moto";
}
