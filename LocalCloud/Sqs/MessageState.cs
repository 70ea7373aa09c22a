namespace FaceRec.LocalCloud.Sqs;

internal enum MessageState
{
    Visible,
    Delayed,

    /// <summary>Between being chosen by a receive and being hidden or moved away by it.</summary>
    Taken,
    InFlight,
    Gone,
}
