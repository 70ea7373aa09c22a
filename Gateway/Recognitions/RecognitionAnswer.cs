using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>The body of a recognition's 200. Members are added, never renamed.</summary>
internal sealed record RecognitionAnswer
{
    public required Guid Id { get; init; }

    /// <summary>Pixels of the upright picture.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>From left to right.</summary>
    public required IReadOnlyList<RecognizedFace> Faces { get; init; }

    public required string Model { get; init; }
    public required string Collection { get; init; }
    public required long GalleryVersion { get; init; }

    /// <summary>True where an earlier answer to the same picture was given again.</summary>
    public required bool Cached { get; init; }

    /// <summary>Milliseconds by stage.</summary>
    public required IReadOnlyDictionary<string, double> Timings { get; init; }

    public static RecognitionAnswer From(FacesRecognized recognized, bool cached, double? totalMs = null) => new()
    {
        Id = recognized.RecognitionId,
        Width = recognized.Width,
        Height = recognized.Height,
        Faces = recognized.Faces,
        Model = recognized.Model,
        Collection = recognized.Collection,
        GalleryVersion = recognized.GalleryVersion,
        Cached = cached,
        Timings = totalMs is { } total ? new Dictionary<string, double>(recognized.Timings) { ["total"] = Math.Round(total, 1) } : recognized.Timings,
    };
}
