using FaceRec.Messages;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace FaceRec.Gateway.Tests;

/// <summary>Recognises nobody, at once.</summary>
internal sealed class StandInWorker : IConsumer<RecognizeFaces>
{
    public static Task<IHost> StartAsync(Uri aws, string id) => StandIn.StartAsync<StandInWorker>(aws, id, queues => queues.Recognition);

    public Task Consume(ConsumeContext<RecognizeFaces> context) => context.RespondAsync(new FacesRecognized
    {
        RecognitionId = context.Message.RecognitionId,
        Width = 1,
        Height = 1,
        Faces = [],
        Model = "stand-in",
        Collection = context.Message.Collection,
        GalleryVersion = context.Message.GalleryVersion,
    });
}
