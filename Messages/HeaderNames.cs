namespace FaceRec.Messages;

/// <summary>Headers of our own that travel beside messages.</summary>
public static class HeaderNames
{
    /// <summary>On a message that was sent back from an error queue: how often it was, and an id that is the same when it is sent twice.</summary>
    public const string Redelivery = "FaceRec-Redelivery";
}
