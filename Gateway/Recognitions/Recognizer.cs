using System.Collections.Concurrent;
using FaceRec.Gallery;
using FaceRec.Messages;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>
/// Takes pictures through recognition: stores them, asks the workers, shares the answers. A recognition belongs to nobody: the client that
/// began it may go away, and it still runs to its end.
/// </summary>
internal sealed class Recognizer(PictureStore pictures, FaceRequests faces, GalleryStore gallery, RecognitionCache cache, WaitingRoom room,
    TimeProvider clock, IOptions<GatewayOptions> options)
{
    readonly ConcurrentDictionary<RecognitionKey, Lazy<Task<RecognitionRun>>> _running = new();
    readonly ConcurrentDictionary<Guid, RecognitionRun> _byId = new();

    /// <summary>A recognition that this Gateway has asked for and that is not answered; null where it is another's, or none.</summary>
    public RecognitionRun? FindRunning(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>Begins a recognition, or joins one of the same picture, or finds its answer.</summary>
    /// <exception cref="Exception">Storage or queue could not be reached: see <see cref="Dependencies.IsUnavailable"/>.</exception>
    public async Task<RecognitionRun> StartAsync(Upload upload, RecognitionQuery query, CancellationToken cancellationToken)
    {
        var time = new Deadline(clock, options.Value.RequestTimeout);
        var view = await gallery.GetAsync(query.Collection, cancellationToken);
        var key = RecognitionKey.Of(upload, query, view.Version);
        if (cache.Find(key) is { } known)
            return new RecognitionRun(known.RecognitionId, Task.FromResult(new Checked<FacesRecognized>(known)), Cached: true);
        if (!options.Value.Coalesce)
            return await BeginAsync(key, upload);
        var run = await JoinAsync(key, upload, cancellationToken);
        return run with { Answer = WithinAsync(run.Answer, time) };
    }

    async Task<RecognitionRun> JoinAsync(RecognitionKey key, Upload upload, CancellationToken cancellationToken)
    {
        Lazy<Task<RecognitionRun>> own = null!;
        own = new(() => BeginSharedAsync(key, upload, () => _running.TryRemove(KeyValuePair.Create(key, own))));
        while (true)
        {
            var shared = _running.GetOrAdd(key, own);
            var run = await shared.Value.WaitAsync(cancellationToken);
            if (shared == own || run.Deadline is null || run.Deadline.TryPutOff())
                return run;
            // Its time is up, and ours has just begun.
            _running.TryRemove(KeyValuePair.Create(key, shared));
        }
    }

    async Task<RecognitionRun> BeginSharedAsync(RecognitionKey key, Upload upload, Action end)
    {
        try
        {
            var run = await BeginAsync(key, upload);
            _ = run.Answer.ContinueWith(_ => end(), TaskScheduler.Default);
            return run;
        }
        catch
        {
            end();
            throw;
        }
    }

    // Others may wait for the same answer longer than this client does.
    async Task<Checked<FacesRecognized>> WithinAsync(Task<Checked<FacesRecognized>> answer, Deadline time)
    {
        try
        {
            return await answer.WaitAsync(time.Left, clock);
        }
        catch (TimeoutException)
        {
            return new(FaceRequests.TimedOut(time.Elapsed));
        }
    }

    async Task<RecognitionRun> BeginAsync(RecognitionKey key, Upload upload)
    {
        var deadline = new Deadline(clock, options.Value.RequestTimeout);
        var id = Guid.CreateVersion7();
        var entering = room.TryEnter();
        if (entering.Value is not { } place)
            return new RecognitionRun(id, Task.FromResult(new Checked<FacesRecognized>(entering.Problem!)), Cached: false);
        try
        {
            return await BeginAsync(id, key, upload, deadline, place);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    async Task<RecognitionRun> BeginAsync(Guid id, RecognitionKey key, Upload upload, Deadline deadline, WaitingRoom.Place place)
    {
        var pictureKey = await pictures.PutAsync(id, upload, key.Query.Collection, CancellationToken.None);
        var message = new RecognizeFaces
        {
            RecognitionId = id,
            PictureKey = pictureKey,
            Collection = key.Query.Collection,
            MaxCandidates = key.Query.MaxCandidates,
            Threshold = key.Query.Threshold,
            GalleryVersion = key.GalleryVersion,
            FileName = upload.FileName,
            RequestedAt = clock.GetUtcNow(),
        };
        var pending = await faces.SendAsync<RecognizeFaces, FacesRecognized>(id, message, deadline, place, CancellationToken.None);
        var run = new RecognitionRun(id, FinishAsync(key, pending), Cached: false, place, deadline);
        _byId[id] = run;
        _ = run.Answer.ContinueWith(_ => _byId.TryRemove(id, out RecognitionRun? _), TaskScheduler.Default);
        return run;
    }

    async Task<Checked<FacesRecognized>> FinishAsync(RecognitionKey key, PendingAnswer<FacesRecognized> pending)
    {
        var answer = await pending.Answer;
        if (answer.Value is { } recognized)
            cache.Add(key, recognized);
        else if (answer.Problem is { Failure: { } failure })
            await pictures.TryPutFailureAsync(failure);
        return answer;
    }
}
