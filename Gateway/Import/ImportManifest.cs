namespace FaceRec.Gateway;

/// <summary>Says whose face is in which picture: as <c>manifest.json</c> in an archive, or by itself with the pictures in it.</summary>
internal sealed record ImportManifest(IReadOnlyList<ImportManifest.Entry>? Faces)
{
    /// <param name="Person">The person's name.</param>
    /// <param name="File">The picture's name in the archive.</param>
    /// <param name="Picture">The picture itself in base64, where there is no archive.</param>
    /// <param name="Face">Which face, from 0, left to right; absent where the picture shows one.</param>
    internal sealed record Entry(string? Person, string? File, byte[]? Picture, int? Face);
}
