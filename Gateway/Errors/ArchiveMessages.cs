using System.Text.Json.Serialization;

namespace FaceRec.Gateway;

/// <summary>Moves failed messages into S3.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ArchiveMessages : MessageSelection
{
    /// <summary>The archive's name; the time where none is given.</summary>
    public string? Archive { get; init; }
}
