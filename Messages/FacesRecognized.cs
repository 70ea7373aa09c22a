namespace FaceRec.Messages;

/// <summary>Who is in a picture: the answer to <see cref="RecognizeFaces"/>.</summary>
public sealed record FacesRecognized
{
    public required Guid RecognitionId { get; init; }

    /// <summary>Width of the upright picture, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the upright picture, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Every face, from left to right; empty where the picture shows none.</summary>
    public required IReadOnlyList<RecognizedFace> Faces { get; init; }

    /// <summary>The identity of the model that made the embeddings.</summary>
    public required string Model { get; init; }

    public required string Collection { get; init; }

    /// <summary>The version of the collection that the faces were matched against.</summary>
    public required long GalleryVersion { get; init; }

    /// <summary>Milliseconds by stage: fetch, decode, detect, align, embed, match.</summary>
    public IReadOnlyDictionary<string, double> Timings { get; init; } = new Dictionary<string, double>();
}
