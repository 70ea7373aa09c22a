using System.Globalization;
using FaceRec.Messages;

namespace FaceRec.Gallery;

/// <summary>Where a collection's objects lie in the output bucket. Only names that passed <see cref="CollectionName"/> and ids of our own get here.</summary>
public static class GalleryKeys
{
    public static string Collection(string collection) => $"{ObjectKeys.GalleryPrefix}{collection}/";
    public static string Entry(string collection, long version) => $"{Collection(collection)}journal/{version.ToString("D12", CultureInfo.InvariantCulture)}.json";

    /// <summary>The face's numbers, little-endian 32-bit floats.</summary>
    public static string Embedding(string collection, string faceObject) => $"{Faces(collection)}{faceObject}.embedding";

    /// <summary>The cut-out face, a small JPEG.</summary>
    public static string Thumbnail(string collection, string faceObject) => $"{Faces(collection)}{faceObject}.jpg";

    /// <summary>The whole picture as it was uploaded, kept to embed the face again with another model.</summary>
    public static string Picture(string collection, string faceObject) => $"{Faces(collection)}{faceObject}.picture";

    /// <summary>All objects of single faces.</summary>
    public static string Faces(string collection) => $"{Collection(collection)}faces/";

    public static string Lease(string collection, string job) => $"{Collection(collection)}leases/{job}.json";
    public static string Manifest(string collection) => $"{Collection(collection)}snapshot.json";
    public static string Snapshots(string collection) => $"{Collection(collection)}snapshots/";
    public static string Mentions(string collection) => $"{Collection(collection)}mentions/";
}
