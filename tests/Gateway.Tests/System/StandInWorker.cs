using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace FaceRec.Gateway.Tests;

/// <summary>In place of a worker, where what the Gateway does is in question and not what is found in pictures: answers at once, over the real transport.</summary>
internal static class StandInWorker
{
    public static async Task<IHost> StartAsync(Uri aws, string id)
    {
        var builder = Host.CreateApplicationBuilder([$"--ID={id}", $"--AWS_ENDPOINT_URL={aws}", "--LOG_LEVEL=Fatal"]);
        builder.AddServiceDefaults("stand-in", new Dictionary<string, (string, SettingUnit)>());
        builder.Services.AddSqsBus(bus => bus.AddConsumer<Consumer>(), (context, sqs, queues) => sqs.ReceiveEndpoint(queues.Recognition, endpoint =>
        {
            endpoint.PrefetchCount = 100;
            endpoint.ConcurrentMessageLimit = 100;
            endpoint.ConfigureConsumer<Consumer>(context);
        }));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    internal sealed class Consumer : IConsumer<RecognizeFaces>
    {
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
}
