using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRec.Gallery;

/// <summary>How the gallery's objects are written: generated code, because a start reads 100,000 faces.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(SnapshotManifest))]
[JsonSerializable(typeof(SnapshotPeople))]
[JsonSerializable(typeof(GalleryLease))]
internal sealed partial class GalleryJson : JsonSerializerContext
{
    public const string ContentType = "application/json";
}
