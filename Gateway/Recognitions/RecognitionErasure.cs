using FaceRec.Gallery;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>
/// Takes a recognition out of everything that outlives the request: its failed messages first and its result last, so that an erasure
/// which ends in the middle can be asked for again.
/// </summary>
internal sealed class RecognitionErasure(PictureStore pictures, GalleryStore gallery, RecognitionCache cache, ErrorDesk desk, TimeProvider clock)
{
    public async Task<ErasedRecognition> EraseAsync(RecognitionState recognition, Caller caller, CancellationToken cancellationToken)
    {
        var id = recognition.Id;
        var collection = recognition.Finished?.Recognized?.Collection ?? await pictures.FindCollectionAsync(id, cancellationToken);
        cache.Remove(id);
        var messages = await desk.ActionsOf(caller).EraseAsync(await desk.QueuesAsync(null, cancellationToken), message => message.PictureKeys.Contains(ObjectKeys.Picture(id)), cancellationToken);
        await gallery.Mentions.EraseAsync(collection, id, cancellationToken);
        return new ErasedRecognition(id, clock.GetUtcNow(), [ObjectKeys.Picture(id), ObjectKeys.Result(id)], messages);
    }
}
