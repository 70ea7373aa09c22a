using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Pictures;
using FaceRec.Recognition.Work;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Consumers;

/// <summary>Adds a face to a person, where the picture is good enough for it.</summary>
internal sealed class EnrollFaceConsumer(
    FaceEngine engine, Enrollment enrollment, PictureBucket pictures, Workload workload, IOptions<RecognitionOptions> options) : IConsumer<EnrollFace>
{
    public Task Consume(ConsumeContext<EnrollFace> context) => workload.RunAsync(context, () => EnrollAsync(context));

    private async Task EnrollAsync(ConsumeContext<EnrollFace> context)
    {
        var (request, cancellationToken) = (ValidRequest.Of(context.Message), context.CancellationToken);
        var picture = await pictures.TryReadAsync(request.PictureKey, cancellationToken);
        if (PictureAnalyses.TryAnalyze(engine, picture, request.EnrollmentId, embed: true, out var rejected) is not { } analysis)
        {
            await context.AnswerAsync(rejected!);
            return;
        }
        if (Choose(analysis, request, out var rejection) is not { } found
            || (rejection = QualityGate.Check(found.Quality, options.Value.Enrollment, request.Accept)) is not null)
        {
            await RejectAsync(context, rejection!);
            return;
        }
        var decision = await enrollment.EnrollAsync(request, found, picture!, cancellationToken);
        await (decision.Rejection is { } refused ? RejectAsync(context, refused) : context.AnswerAsync(Answer(request, found, decision)));
    }

    private static FoundFace? Choose(PictureAnalysis analysis, EnrollFace request, out Rejection? rejection)
    {
        rejection = (analysis.Faces.Count, request.FaceIndex) switch
        {
            (0, _) => new Rejection(RejectionCodes.NoFace, "No face was found in the picture."),
            (var count, { } index) when index < 0 || index >= count =>
                new Rejection(RejectionCodes.NoSuchFace, $"The picture shows {count} faces, numbered from 0, left to right; there is no face {index}."),
            ( > 1, null) => new Rejection(RejectionCodes.SeveralFaces, $"The picture shows {analysis.Faces.Count} faces; say which is meant, from 0, left to right."),
            _ => null,
        };
        return rejection is null ? analysis.Faces[request.FaceIndex ?? 0] : null;
    }

    private static FaceEnrolled Answer(EnrollFace request, FoundFace found, EnrollmentDecision decision) => new()
    {
        EnrollmentId = request.EnrollmentId,
        Collection = request.Collection,
        Person = request.Person,
        FaceId = decision.FaceId,
        Box = found.Box,
        Score = found.Score,
        Quality = found.Quality,
        AlreadyEnrolled = decision.AlreadyEnrolled,
        GalleryVersion = decision.Version,
    };

    private static Task RejectAsync(ConsumeContext<EnrollFace> context, Rejection rejection) =>
        context.AnswerAsync(new PictureRejected { Id = context.Message.EnrollmentId, Code = rejection.Code, Detail = rejection.Detail });
}
