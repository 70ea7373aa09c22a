using System.Collections.Concurrent;
using MassTransit;

namespace FaceRec.ErrorQueues.Tests;

/// <summary>A worker on a queue of SqsTransport, which can be broken and mended.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private readonly IBusControl _bus;
    private readonly string _queue;

    private Worker(SqsServer server, string queue)
    {
        _queue = queue;
        LogContext.Current = null!; // static: another test's bus must not lend this one its log
        _bus = MassTransit.Bus.Factory.CreateUsingAmazonSqs(bus =>
        {
            bus.Host("us-east-1", host =>
            {
                host.Credentials(SqsServer.Credentials);
                host.Config(server.Config());
            });
            bus.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.WaitTimeSeconds = 1; // a stop waits for the polls to end
                endpoint.Handler<Work>(context =>
                {
                    if (Broken is { } exception)
                        throw exception(context.Message);
                    Done.Enqueue(new Handled(context.Message.Name, context.RequestId, context.MessageId, context.Headers.Get<string>("tenant")));
                    return Task.CompletedTask;
                });
            });
        });
    }

    /// <summary>What it throws; null when it works.</summary>
    public Func<Work, Exception>? Broken { get; set; }

    public ConcurrentQueue<Handled> Done { get; } = new();

    public static async Task<Worker> StartAsync(SqsServer server, string queue)
    {
        var worker = new Worker(server, queue);
        await worker._bus.StartAsync(TestContext.Current.CancellationToken);
        return worker;
    }

    public async Task SendAsync<T>(T message, Guid? request = null, Guid? id = null)
        where T : class
    {
        var endpoint = await _bus.GetSendEndpoint(new Uri($"queue:{_queue}"));
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(context =>
        {
            context.RequestId = request;
            context.MessageId = id ?? context.MessageId;
            context.Headers.Set("tenant", "acme");
        }), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync(CancellationToken.None);

    internal sealed record Handled(string Name, Guid? Request, Guid? Message, string? Tenant);
}
