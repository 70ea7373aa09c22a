namespace FaceRec.Messages;

/// <summary>The stored outcome of a recognition: exactly one member is set.</summary>
public sealed record RecognitionResult
{
    public FacesRecognized? Recognized { get; init; }
    public PictureRejected? Rejected { get; init; }
}
