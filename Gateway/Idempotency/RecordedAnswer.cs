namespace FaceRec.Gateway;

/// <summary>
/// An answer to give again. That of a recognition is not copied here: it is read from the stored result, so that erasing a person erases it
/// from here, too.
/// </summary>
internal sealed record RecordedAnswer
{
    public required int Status { get; init; }

    /// <summary>Where the answer is a recognition's.</summary>
    public Guid? RecognitionId { get; init; }

    public bool Cached { get; init; }
    public double? TotalMs { get; init; }

    /// <summary>Any other body.</summary>
    public byte[]? Body { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
