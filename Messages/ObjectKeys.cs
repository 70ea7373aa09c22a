namespace FaceRec.Messages;

/// <summary>Where things lie in the buckets. Keys are made from ids of our own, never from a client's file name.</summary>
public static class ObjectKeys
{
    /// <summary>Everything the gallery owns in the output bucket.</summary>
    public const string GalleryPrefix = "gallery/";

    /// <summary>The lease of the Autoscaler that leads, in the output bucket.</summary>
    public const string AutoscalerLease = "autoscaler/lease.json";

    /// <summary>The latest scaling decisions, in the output bucket.</summary>
    public const string AutoscalerDecisions = "autoscaler/decisions.json";

    /// <summary>An uploaded picture, in the input bucket, as its bytes arrived.</summary>
    public static string Picture(Guid id) => $"pictures/{id:D}";

    /// <summary>The stored answer to a recognition, in the output bucket: a <see cref="RecognitionResult"/> as JSON.</summary>
    public static string Result(Guid recognitionId) => $"recognitions/{recognitionId:D}.json";
}
