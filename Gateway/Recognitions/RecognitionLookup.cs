namespace FaceRec.Gateway;

/// <summary>Finds recognitions by id, whichever Gateway they came through.</summary>
internal sealed class RecognitionLookup(PictureStore pictures)
{
    public async Task<RecognitionState> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await pictures.FindResultAsync(id, cancellationToken) is { } result)
            return new RecognitionState(id, Exists: true, result);
        return new RecognitionState(id, await pictures.FindCollectionAsync(id, cancellationToken) is not null, null);
    }
}
