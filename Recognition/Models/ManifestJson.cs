using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRec.Recognition.Models;

internal static class ManifestJson
{
    /// <summary>A misspelt member is an error, not a default.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
