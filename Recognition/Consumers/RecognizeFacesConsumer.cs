using System.Diagnostics;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Work;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Consumers;

/// <summary>Says who is in a picture, and keeps the answer for whoever asks later.</summary>
internal sealed partial class RecognizeFacesConsumer(
    FaceEngine engine, LiveGallery gallery, GalleryStore store, PictureBucket pictures, Workload workload, IOptions<RecognitionOptions> options,
    ILogger<RecognizeFacesConsumer> logger)
    : IConsumer<RecognizeFaces>
{
    public Task Consume(ConsumeContext<RecognizeFaces> context) => workload.RunAsync(context, () => RecognizeAsync(context));

    // A message that is sent back from the error queue may come twice, when whoever sent it was killed in the middle.
    private async Task<FacesRecognized?> FindAnswerAsync(ConsumeContext<RecognizeFaces> context) =>
        context.ReceiveContext.TransportHeaders.TryGetHeader(HeaderNames.Redelivery, out _)
            ? (await pictures.TryReadResultAsync(context.Message.RecognitionId, context.CancellationToken))?.Recognized
            : null;

    private async Task RecognizeAsync(ConsumeContext<RecognizeFaces> context)
    {
        var (request, cancellationToken) = (ValidRequest.Of(context.Message), context.CancellationToken);
        if (await FindAnswerAsync(context) is { } known)
        {
            await context.AnswerAsync(known);
            return;
        }

        var (total, watch) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        var following = gallery.FollowAsync(request.Collection, cancellationToken);
        var picture = await pictures.TryReadAsync(request.PictureKey, cancellationToken);
        var collection = await following;
        var fetched = watch.Elapsed.TotalMilliseconds;
        if (collection.View.Version < request.GalleryVersion)
            throw new InvalidOperationException($"Collection {request.Collection} is at version {collection.View.Version}, but the asker has seen {request.GalleryVersion}.");

        if (PictureAnalyses.TryAnalyze(engine, picture, request.RecognitionId, embed: true, out var rejected) is not { } analysis)
        {
            await pictures.WriteResultAsync(request.RecognitionId, new RecognitionResult { Rejected = rejected }, cancellationToken);
            await context.AnswerAsync(rejected!);
            Log.Rejected(logger, request.RecognitionId, rejected!.Code, total.ElapsedMilliseconds);
            return;
        }

        watch.Restart();
        var threshold = request.Threshold ?? Calibration.ThresholdFor(collection.View.FaceCount, options.Value.StrangersNamed, engine.Manifest.Matching.Calibration);
        var mentioned = new HashSet<string>(StringComparer.Ordinal);
        var faces = analysis.Faces.Select(face => Recognize(face, collection, request.MaxCandidates, threshold, mentioned)).ToList();
        var answer = new FacesRecognized
        {
            RecognitionId = request.RecognitionId,
            Width = analysis.Width,
            Height = analysis.Height,
            Faces = faces,
            Model = engine.Manifest.Identity,
            Collection = request.Collection,
            GalleryVersion = collection.View.Version,
            Timings = new Dictionary<string, double>(analysis.Timings) { ["fetch"] = Math.Round(fetched, 3), ["match"] = Math.Round(watch.Elapsed.TotalMilliseconds, 3) },
        };

        var noting = mentioned.Count > 0 ? store.Mentions.WriteAsync(request.Collection, request.RecognitionId, mentioned, cancellationToken) : Task.CompletedTask;
        await Task.WhenAll(noting, pictures.WriteResultAsync(request.RecognitionId, new RecognitionResult { Recognized = answer }, cancellationToken));
        await context.AnswerAsync(answer);
        Log.Recognized(logger, request.RecognitionId, faces.Count(face => face.Outcome is FaceOutcome.Recognized), faces.Count, total.ElapsedMilliseconds);
        if (mentioned.Count > 0)
            await TakeBackWhatWasErasedAsync(request, mentioned, cancellationToken);
    }

    private RecognizedFace Recognize(FoundFace face, IndexedCollection collection, int maxCandidates, float threshold, HashSet<string> mentioned)
    {
        // Two at least: the margin needs a runner-up.
        var candidates = collection.FindClosest(face.Embedding, Math.Max(2, maxCandidates));
        var named = Naming.IsNamed(candidates, threshold, engine.Manifest.Matching.Margin);
        var shown = candidates.Take(maxCandidates).ToList();
        mentioned.UnionWith(shown.Concat(candidates.Take(named ? 1 : 0)).Select(candidate => candidate.Person.Id));
        return new RecognizedFace
        {
            Box = face.Box,
            Score = face.Score,
            Outcome = named ? FaceOutcome.Recognized : FaceOutcome.Unknown,
            Person = named ? candidates[0].Person.Name : null,
            Similarity = candidates.Count > 0 ? candidates[0].Similarity : null,
            Margin = Naming.MarginOf(candidates),
            Candidates = [.. shown.Select(candidate => new Candidate(candidate.Person.Name, candidate.Similarity))],
        };
    }

    // An erasure lists the stored answers after its removal is in the journal. If we see no removal now, our answer was stored
    // before the removal and the erasure finds it; if we see one, the erasure may have missed our answer and we delete it.
    private async Task TakeBackWhatWasErasedAsync(RecognizeFaces request, HashSet<string> mentioned, CancellationToken cancellationToken)
    {
        var now = await gallery.FollowAsync(request.Collection, cancellationToken);
        if (mentioned.Any(id => now.View.FindPersonById(id) is null))
            await store.Mentions.EraseAsync(request.Collection, request.RecognitionId, mentioned, cancellationToken);
    }

    // Names of people stay out of the log.
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Recognition {RecognitionId}: {Named} of {Faces} faces named, in {Milliseconds} ms.")]
        public static partial void Recognized(ILogger logger, Guid recognitionId, int named, int faces, long milliseconds);

        [LoggerMessage(Level = LogLevel.Information, Message = "Recognition {RecognitionId}: the picture was refused as {Code}, in {Milliseconds} ms.")]
        public static partial void Rejected(ILogger logger, Guid recognitionId, string code, long milliseconds);
    }
}
