namespace FaceRec.Gateway;

/// <summary>One picture to enrol.</summary>
/// <param name="File">Its name in the archive, or its place in the manifest: what the report calls it.</param>
/// <param name="Person">Whose face it is, unchecked.</param>
/// <param name="Face">Which face, from 0, left to right; null where the picture must show exactly one.</param>
/// <param name="Open">Opens the picture's bytes; null where the archive lacks it.</param>
internal sealed record ImportItem(string File, string? Person, int? Face, Func<Stream>? Open);
