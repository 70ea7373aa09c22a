namespace FaceRec.Gateway;

/// <summary>Finds recognitions by id, whichever Gateway they came through.</summary>
internal sealed class RecognitionLookup(PictureStore pictures)
{
    /// <summary>To a caller who may not see its collection, a recognition does not exist.</summary>
    public async Task<RecognitionState> FindAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var result = await pictures.FindResultAsync(id, cancellationToken);
        // A rejected or failed one does not say whose it is, but its picture does.
        var collection = result?.Recognized?.Collection ?? await pictures.FindCollectionAsync(id, cancellationToken);
        var exists = (result is not null || collection is not null) && caller.MayUse(collection);
        return new RecognitionState(id, exists, exists ? result : null);
    }
}
