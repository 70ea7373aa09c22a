namespace FaceRec.Gateway;

internal static class AccessMetadata
{
    /// <summary>Says what the endpoint asks of its callers' keys. Endpoints without it are open to everybody.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Scope scope, CollectionUse collection = CollectionUse.None) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Access(scope, collection));
}
