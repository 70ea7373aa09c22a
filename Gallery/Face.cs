using System.Collections.Immutable;
using FaceRec.Messages;

namespace FaceRec.Gallery;

/// <summary>One enrolled face, without its embedding.</summary>
public sealed record Face
{
    /// <summary>Made from the picture's content and the box: the same face of the same picture has the same id.</summary>
    public required string Id { get; init; }

    /// <summary>Names the face's objects; unlike the id it is new at every enrolment, so that erasing an old enrolment cannot hit a new one.</summary>
    public required string Object { get; init; }

    /// <summary>The model that made the embedding. Embeddings of different models are not comparable.</summary>
    public required string Model { get; init; }

    public required PictureBox Box { get; init; }

    /// <summary>The detector's confidence, 0 to 1.</summary>
    public required float Score { get; init; }

    public required FaceQuality Quality { get; init; }

    /// <summary>Key of the uploaded picture in the input bucket, which may expire there; the gallery keeps a copy of its own.</summary>
    public required string PictureKey { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>The journal entries that speak of this face; the first made it.</summary>
    public ImmutableArray<long> Entries { get; init; } = [];
}
