namespace FaceRec.Gateway;

/// <summary>A kind of error that clients can tell apart by <see cref="Code"/>. None is renamed or reused.</summary>
/// <param name="Code">Lower-case words with hyphens; the problem's <c>type</c> is <c>urn:facerec:problem:</c> and the code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What it means, the same for every occurrence.</param>
/// <param name="Remedy">How to get past it, the same for every occurrence.</param>
internal sealed record ProblemKind(string Code, int Status, string Title, string Remedy);
