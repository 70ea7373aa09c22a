using System.Runtime.InteropServices;

namespace FaceRec.Gallery;

/// <summary>The objects of single faces: written once, read until the face is erased.</summary>
public sealed class FaceObjects
{
    private readonly ObjectStore _store;

    internal FaceObjects(ObjectStore store) => _store = store;

    /// <summary>The face's embedding; null where the face has been erased.</summary>
    public async Task<float[]?> TryReadEmbeddingAsync(string collection, Face face, CancellationToken cancellationToken) =>
        await _store.TryReadAsync(GalleryKeys.Embedding(collection, face.Object), cancellationToken) is { } stored
            ? MemoryMarshal.Cast<byte, float>(stored.Bytes).ToArray()
            : null;

    /// <summary>The cut-out face as a JPEG; null where it has been erased.</summary>
    public async Task<byte[]?> TryReadThumbnailAsync(string collection, Face face, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync(GalleryKeys.Thumbnail(collection, face.Object), cancellationToken))?.Bytes;

    /// <summary>The picture that the face was enrolled from, as it was uploaded; null where it has been erased.</summary>
    public async Task<byte[]?> TryReadPictureAsync(string collection, Face face, CancellationToken cancellationToken) =>
        (await _store.TryReadAsync(GalleryKeys.Picture(collection, face.Object), cancellationToken))?.Bytes;

    /// <summary>Writes a face's objects. It is enrolled only when an entry of the journal says so.</summary>
    public async Task WriteAsync(string collection, Face face, FaceContent content, CancellationToken cancellationToken)
    {
        var embedding = MemoryMarshal.AsBytes(content.Embedding.Span).ToArray();
        await Task.WhenAll(
            _store.WriteAsync(GalleryKeys.Embedding(collection, face.Object), embedding, "application/octet-stream", cancellationToken),
            _store.WriteAsync(GalleryKeys.Thumbnail(collection, face.Object), content.Thumbnail, "image/jpeg", cancellationToken),
            _store.WriteAsync(GalleryKeys.Picture(collection, face.Object), content.Picture, "application/octet-stream", cancellationToken));
    }

    /// <summary>Deletes a face's objects.</summary>
    public Task DeleteAsync(string collection, Face face, CancellationToken cancellationToken) => _store.DeleteAsync(KeysOf(collection, face), cancellationToken);

    internal static IEnumerable<string> KeysOf(string collection, Face face) =>
        [GalleryKeys.Embedding(collection, face.Object), GalleryKeys.Thumbnail(collection, face.Object), GalleryKeys.Picture(collection, face.Object)];
}
