namespace FaceRec.Messages;

/// <summary>One face of a picture and who it is.</summary>
public sealed record RecognizedFace
{
    public required PictureBox Box { get; init; }

    /// <summary>The detector's confidence that this is a face, 0 to 1.</summary>
    public required float Score { get; init; }

    public required FaceOutcome Outcome { get; init; }

    /// <summary>The person's name where <see cref="Outcome"/> is recognized, else null.</summary>
    public string? Person { get; init; }

    /// <summary>Cosine to the best candidate, -1 to 1; null where the collection is empty.</summary>
    public float? Similarity { get; init; }

    /// <summary>How far <see cref="Similarity"/> is above the best candidate of another name; null where there is no other.</summary>
    public float? Margin { get; init; }

    /// <summary>The most similar people, best first; as many as were asked for.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];
}
