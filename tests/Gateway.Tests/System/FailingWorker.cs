using FaceRec.Messages;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace FaceRec.Gateway.Tests;

/// <summary>Fails at everything, at once.</summary>
internal sealed class FailingWorker : IConsumer<RecognizeFaces>
{
    public static Task<IHost> StartAsync(Uri aws, string id) => StandIn.StartAsync<FailingWorker>(aws, id, queues => queues.Recognition);

    public Task Consume(ConsumeContext<RecognizeFaces> context) => throw new InvalidOperationException("This worker fails at everything.");
}
