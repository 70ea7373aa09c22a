namespace FaceRec.Messages;

/// <summary>The names of the S3 buckets of one installation.</summary>
/// <param name="Id">The installation's ID, the first part of every name.</param>
public sealed record Buckets(string Id)
{
    /// <summary>Uploaded pictures, under <see cref="ObjectKeys.Picture"/>.</summary>
    public string Input => $"{Id}-in-bucket";

    /// <summary>Results under <see cref="ObjectKeys.Result"/>, and the gallery under <see cref="ObjectKeys.GalleryPrefix"/>.</summary>
    public string Output => $"{Id}-out-bucket";
}
