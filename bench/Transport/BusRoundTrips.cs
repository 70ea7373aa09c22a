using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FaceRec.Bench.Transport;

/// <summary>MassTransit's request client, over whichever transport: one host that answers, one that asks.</summary>
sealed class BusRoundTrips : IRoundTrips
{
    const int Prefetch = 64;

    readonly IHost[] _hosts;
    readonly IRequestClient<Ask> _client;

    BusRoundTrips(IHost[] hosts, string queue) =>
        (_hosts, _client) = (hosts, hosts[^1].Services.GetRequiredService<IBus>().CreateRequestClient<Ask>(new Uri($"queue:{queue}"), TimeSpan.FromSeconds(60)));

    public static async Task<BusRoundTrips> OverSqsAsync(SqsCalls calls)
    {
        var queue = $"bus-{Guid.NewGuid():N}";
        var service = await StartAsync(bus => bus.UsingAmazonSqs((_, sqs) =>
        {
            Connect(sqs, calls);
            sqs.ReceiveEndpoint(queue, (IAmazonSqsReceiveEndpointConfigurator endpoint) => Answer(endpoint));
        }));
        var asker = await StartAsync(bus => bus.UsingAmazonSqs((_, sqs) =>
        {
            Connect(sqs, calls);
            sqs.PrefetchCount = Prefetch;
        }));
        return new BusRoundTrips([service, asker], queue);
    }

    public static async Task<BusRoundTrips> InMemoryAsync() =>
        new([await StartAsync(bus => bus.UsingInMemory((_, memory) => memory.ReceiveEndpoint("ask", Answer)))], "ask");

    public Task AskAsync(int number) => _client.GetResponse<Answer>(new Ask(number));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Reverse())
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    public static void Connect(IAmazonSqsBusFactoryConfigurator sqs, SqsCalls calls) => sqs.Host("us-east-1", host =>
    {
        host.Credentials(SqsCalls.Credentials);
        host.Config(calls.Config());
    });

    public static async Task<IHost> StartAsync(Action<IBusRegistrationConfigurator> configure)
    {
        LogContext.Current = null!; // static: the host before has taken its loggers with it
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(configure);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    static void Answer(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PrefetchCount = Prefetch;
        endpoint.Handler<Ask>(context => context.RespondAsync(new Answer(context.Message.Number)));
    }
}
