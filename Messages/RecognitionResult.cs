namespace FaceRec.Messages;

/// <summary>The stored outcome of a recognition: exactly one of the three members is set.</summary>
public sealed record RecognitionResult
{
    public FacesRecognized? Recognized { get; init; }
    public PictureRejected? Rejected { get; init; }

    /// <summary>Written by the asking Gateway. A later success overwrites it.</summary>
    public RecognitionFailed? Failed { get; init; }
}
