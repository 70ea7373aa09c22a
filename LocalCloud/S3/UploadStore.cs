using System.Globalization;
using System.Text.Json;

namespace FaceRec.LocalCloud.S3;

/// <summary>Multipart uploads in progress, each a folder with its record and its parts.</summary>
internal sealed class UploadStore(string folder)
{
    private const string RecordFile = "upload.json";

    public void Begin(Upload upload)
    {
        Directory.CreateDirectory(PathOf(upload));
        File.WriteAllBytes(Path.Combine(PathOf(upload), RecordFile), JsonSerializer.SerializeToUtf8Bytes(upload));
    }

    public Upload Find(string id, string bucket, string key)
    {
        // Ids are ours, so anything that does not look like one cannot name a folder.
        if (!Guid.TryParseExact(id, "N", out _) || !File.Exists(Path.Combine(folder, id, RecordFile)))
            throw S3Errors.NoSuchUpload();
        var upload = Read(Path.Combine(folder, id))!;
        return upload.Bucket == bucket && upload.Key == key ? upload : throw S3Errors.NoSuchUpload();
    }

    public IReadOnlyList<Upload> List(string bucket) =>
    [
        .. Directory.EnumerateDirectories(folder).Where(path => File.Exists(Path.Combine(path, RecordFile)))
            .Select(Read).Where(upload => upload.Bucket == bucket)
            .OrderBy(upload => upload.Key, Utf8Order.Instance).ThenBy(upload => upload.Initiated),
    ];

    /// <summary>A part sent again replaces the earlier one.</summary>
    public void PutPart(Upload upload, int number, StoredObject part) => File.Move(part.File, PartPath(upload, number), overwrite: true);

    public StoredObject? FindPart(Upload upload, int number)
    {
        var path = PartPath(upload, number);
        return File.Exists(path) ? ObjectFile.Read(path) : null;
    }

    public IReadOnlyList<(int Number, StoredObject Part)> Parts(Upload upload) =>
    [
        .. Directory.EnumerateFiles(PathOf(upload), "*.part")
            .Select(path => (int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture), ObjectFile.Read(path)!))
            .OrderBy(part => part.Item1),
    ];

    public void End(Upload upload) => Directory.Delete(PathOf(upload), recursive: true);

    private static Upload Read(string path) => JsonSerializer.Deserialize<Upload>(File.ReadAllBytes(Path.Combine(path, RecordFile)))!;

    private string PathOf(Upload upload) => Path.Combine(folder, upload.Id);

    private string PartPath(Upload upload, int number) =>
        Path.Combine(PathOf(upload), string.Create(CultureInfo.InvariantCulture, $"{number:D5}.part"));
}
