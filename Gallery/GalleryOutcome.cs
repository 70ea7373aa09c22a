namespace FaceRec.Gallery;

/// <summary>How a change of a collection ended.</summary>
public enum GalleryOutcome
{
    /// <summary>Done now.</summary>
    Changed,

    /// <summary>It was so already.</summary>
    Unchanged,

    NoSuchCollection,
    NoSuchPerson,
    NoSuchFace,

    /// <summary>Another person of the collection has the name.</summary>
    NameTaken,
}
