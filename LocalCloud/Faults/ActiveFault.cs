namespace FaceRec.LocalCloud;

/// <summary>A fault that is set, and what it has done so far.</summary>
/// <param name="Hits">The requests that it happened to.</param>
public sealed record ActiveFault(string Id, Fault Fault, int Hits);
