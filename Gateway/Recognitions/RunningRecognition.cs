namespace FaceRec.Gateway;

/// <summary>The body of a 202.</summary>
/// <param name="Status">Always <c>running</c>.</param>
internal sealed record RunningRecognition(Guid Id, string Status);
