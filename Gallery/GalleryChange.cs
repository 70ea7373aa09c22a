namespace FaceRec.Gallery;

/// <summary>How a change ended, and the collection after it.</summary>
/// <param name="View">The newest version seen: a recognition that asks for it, or a later one, knows of the change.</param>
public sealed record GalleryChange(GalleryOutcome Outcome, CollectionView View);
