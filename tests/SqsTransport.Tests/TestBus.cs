using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SqsTransport.Tests;

/// <summary>A started bus on the assembly's SQS.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _stopped;

    private TestBus(IHost host, SqsTraffic traffic, LogLines log) => (_host, Traffic, Log) = (host, traffic, log);

    public SqsTraffic Traffic { get; }
    public LogLines Log { get; }
    public IBusControl Bus => _host.Services.GetRequiredService<IBusControl>();
    public IServiceProvider Services => _host.Services;

    public static async Task<TestBus> StartAsync(SqsServer server, Action<IAmazonSqsBusFactoryConfigurator> configure,
        Action<IBusRegistrationConfigurator>? register = null, SqsTraffic? traffic = null)
    {
        LogContext.Current = null!; // static: a bus of another test must not lend this one its log
        traffic ??= new SqsTraffic();
        var log = new LogLines();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = true;
            options.StartTimeout = TimeSpan.FromSeconds(60);
            options.StopTimeout = TimeSpan.FromSeconds(60);
        });
        builder.Services.AddMassTransit(registration =>
        {
            register?.Invoke(registration);
            registration.UsingAmazonSqs((context, bus) =>
            {
                bus.Host("us-east-1", host =>
                {
                    var config = server.Config();
                    config.HttpClientFactory = traffic;
                    host.Credentials(SqsServer.Credentials);
                    host.Config(config);
                });
                configure(bus);
                bus.ConfigureEndpoints(context);
            });
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestBus(host, traffic, log);
    }

    public async Task Send<T>(string queue, T message, Action<SendContext<T>>? context = null)
        where T : class
    {
        var endpoint = await Bus.GetSendEndpoint(new Uri($"queue:{queue}"));
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(x => context?.Invoke(x)), TestContext.Current.CancellationToken);
    }

    public IRequestClient<T> Client<T>(string queue, int seconds = 60)
        where T : class
        => Bus.CreateRequestClient<T>(new Uri($"queue:{queue}"), TimeSpan.FromSeconds(seconds));

    public async Task<HealthStatus> Health()
        => (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Status;

    public async Task StopAsync()
    {
        _stopped = true;
        await _host.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
            await StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
