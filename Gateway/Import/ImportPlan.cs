using System.IO.Compression;
using System.Text.Json;

namespace FaceRec.Gateway;

/// <summary>Reads what is to be enrolled out of an archive or a manifest. Nothing is unpacked to a disk, so no name in it is a path.</summary>
internal static class ImportPlan
{
    public const string ManifestName = "manifest.json";

    static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>The pictures of a manifest that brings them along.</summary>
    public static async Task<Checked<IReadOnlyList<ImportItem>>> ReadManifestAsync(Stream json, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await JsonSerializer.DeserializeAsync<ImportManifest>(json, Json, cancellationToken);
            return manifest?.Faces is not { Count: > 0 } faces
                ? new(Malformed("The manifest has no member 'faces' with at least one entry."))
                : new([.. faces.Select((face, i) => new ImportItem(face.File ?? $"faces[{i}]", face.Person, face.Face, face.Picture is { } bytes ? () => new MemoryStream(bytes, writable: false) : null))]);
        }
        catch (JsonException e)
        {
            return new(Malformed($"The manifest is not the JSON that is accepted: {e.Message}"));
        }
    }

    /// <summary>The pictures of an archive: by its <c>manifest.json</c> where it has one, else each in a folder of the person's name.</summary>
    public static async Task<Checked<IReadOnlyList<ImportItem>>> ReadArchiveAsync(ZipArchive archive, int most, CancellationToken cancellationToken)
    {
        if (archive.Entries.Count > most)
            return new(new Problem(ProblemKinds.ArchiveTooLarge, $"The archive has {archive.Entries.Count} entries; at most {most} are accepted."));
        if (archive.GetEntry(ManifestName) is not { } entry)
            return archive.Entries.Where(IsPicture).Select(ByFolder).ToList() is { Count: > 0 } items ? new(items) : new(Malformed("The archive has no pictures in folders."));

        await using var stream = await entry.OpenAsync(cancellationToken);
        var manifest = await ReadManifestAsync(stream, cancellationToken);
        return manifest.Value is { } listed
            ? new([.. listed.Select(item => item.Open is null && archive.GetEntry(item.File) is { } picture ? item with { Open = picture.Open } : item)])
            : manifest;
    }

    public static Problem Malformed(string detail) => new(ProblemKinds.MalformedArchive, detail);

    // The last folder counts: people zip "people/Anna/1.jpg" as often as "Anna/1.jpg".
    static ImportItem ByFolder(ZipArchiveEntry entry)
    {
        var parts = entry.FullName.Split('/', '\\');
        return new ImportItem(entry.FullName, parts.Length > 1 ? parts[^2] : null, null, entry.Open);
    }

    // Folders themselves, and what macOS and Windows put beside pictures.
    static bool IsPicture(ZipArchiveEntry entry) =>
        entry.Name.Length > 0 && !entry.Name.StartsWith('.') && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) && entry.Name is not ("Thumbs.db" or "desktop.ini");
}
