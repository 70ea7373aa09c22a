namespace FaceRec.Gallery;

/// <summary>The right to do a job for a collection alone, for a time.</summary>
public sealed record GalleryLease
{
    internal string Key { get; init; } = "";

    /// <summary>New with every lease: tells whose it is.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset Until { get; init; }
}
