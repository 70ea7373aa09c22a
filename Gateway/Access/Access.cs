namespace FaceRec.Gateway;

/// <summary>What an endpoint asks of the caller's key.</summary>
/// <param name="Collection">Whether the collection is named by the request.</param>
internal sealed record Access(Scope Scope, CollectionUse Collection);
