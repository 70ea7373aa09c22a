using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using FaceRec.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler.Tests;

public sealed class MetricsServerTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_is_told_how_long_messages_wait()
    {
        await using var services = new ServiceCollection().AddMetrics().AddSingleton<WaitingMeter>().BuildServiceProvider();
        services.GetRequiredService<WaitingMeter>().Show(new OldestMessage(42.5, AtLeast: false));
        var port = FreePort();
        using var server = new MetricsServer(Options.Create(new MetricsOptions { Port = port }), NullLogger<MetricsServer>.Instance);
        await server.StartAsync(Cancel);

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri($"http://localhost:{port}/metrics"), Cancel);

        // Its value is that of the test that showed one last: the registry is the process's.
        Assert.Contains("\nfacerec_autoscaler_facerec_queue_oldest ", metrics, StringComparison.Ordinal);
        await server.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_is_unknown_is_not_a_number_and_never_zero()
    {
        await using var services = new ServiceCollection().AddMetrics().AddSingleton<WaitingMeter>().BuildServiceProvider();
        var meter = services.GetRequiredService<WaitingMeter>();
        var shown = new List<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "facerec.queue.oldest" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => shown.Add(seconds));
        listener.Start();

        listener.RecordObservableInstruments();
        meter.Show(new OldestMessage(30, AtLeast: true));
        listener.RecordObservableInstruments();
        meter.Show(null);
        listener.RecordObservableInstruments();

        Assert.Equal([double.NaN, 30, double.NaN], shown);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
