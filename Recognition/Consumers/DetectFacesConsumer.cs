using FaceRec.Messages;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Work;
using MassTransit;

namespace FaceRec.Recognition.Consumers;

/// <summary>Says where the faces of a picture are.</summary>
internal sealed class DetectFacesConsumer(FaceEngine engine, PictureBucket pictures, Workload workload) : IConsumer<DetectFaces>
{
    public Task Consume(ConsumeContext<DetectFaces> context) => workload.RunAsync(context, () => DetectAsync(context));

    private async Task DetectAsync(ConsumeContext<DetectFaces> context)
    {
        var request = ValidRequest.Of(context.Message);
        var picture = await pictures.TryReadAsync(request.PictureKey, context.CancellationToken);
        if (PictureAnalyses.TryAnalyze(engine, picture, request.DetectionId, embed: false, out var rejected) is not { } analysis)
        {
            await context.AnswerAsync(rejected!);
            return;
        }
        await context.AnswerAsync(new FacesDetected
        {
            DetectionId = request.DetectionId,
            Width = analysis.Width,
            Height = analysis.Height,
            Faces = [.. analysis.Faces.Select(face => new DetectedFace(face.Box, face.Score, face.Landmarks, face.Quality))],
            Model = engine.Manifest.Identity,
            Timings = analysis.Timings,
        });
    }
}
