namespace FaceRec.Gateway;

/// <summary>How an endpoint comes by its collection.</summary>
internal enum CollectionUse
{
    /// <summary>By none, or by one that only the endpoint finds out.</summary>
    None,

    /// <summary>By the route or the parameter <c>collection</c>, where one is given.</summary>
    IfGiven,

    /// <summary>By the parameter, or it is the default one.</summary>
    Default,
}
