using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>Questions about pictures whose answer nobody fetches later: the pictures are stored for the workers, and go when the answer is there.</summary>
internal sealed class PictureQuestions(PictureStore pictures, FaceRequests faces, WaitingRoom room, TimeProvider clock, IOptions<GatewayOptions> options)
{
    /// <param name="uploads">The pictures, one or two.</param>
    /// <param name="collection">Whom it is about; empty where it is about nobody.</param>
    /// <param name="ask">Makes the message, from its id and the pictures' keys.</param>
    /// <param name="keeps">Whether a picture that got this answer is still needed.</param>
    /// <param name="cancellationToken">Ends the wait; the workers go on.</param>
    public async Task<Checked<TAnswer>> AskAsync<TRequest, TAnswer>(IReadOnlyList<Upload> uploads, string collection, Func<Guid, IReadOnlyList<string>, TRequest> ask,
        Func<TAnswer, bool> keeps, CancellationToken cancellationToken)
        where TRequest : class
        where TAnswer : class
    {
        var entering = room.TryEnter();
        if (entering.Value is not { } place)
            return new(entering.Problem!);
        using var held = place;
        var ids = uploads.Select(upload => Guid.CreateVersion7()).ToList();
        var keys = await Task.WhenAll(uploads.Select((upload, i) => pictures.PutAsync(ids[i], upload, collection, cancellationToken)));
        var pending = await faces.SendAsync<TRequest, TAnswer>(ids[0], ask(ids[0], keys), new Deadline(clock, options.Value.RequestTimeout), place, cancellationToken);
        var answer = await pending.Answer;
        // One that a worker may yet handle is kept for it.
        var isSettled = answer.Value is { } value ? !keeps(value) : answer.Problem!.Kind.Status < 500;
        if (isSettled)
            await Task.WhenAll(keys.Select(key => pictures.DeleteAsync(key, CancellationToken.None)));
        return answer;
    }
}
