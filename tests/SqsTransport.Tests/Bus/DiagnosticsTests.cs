using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MassTransit;

namespace SqsTransport.Tests.Bus;

public sealed class DiagnosticsTests(SqsServer server) : SqsTest(server)
{
    [Fact]
    public async Task Sending_and_receiving_are_one_trace()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MassTransit",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue
        };
        ActivitySource.AddActivityListener(listener);
        var handled = new TaskCompletionSource<ActivityTraceId>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint =>
            endpoint.Handler<Work>(_ =>
            {
                handled.TrySetResult(Activity.Current!.TraceId);
                return Task.CompletedTask;
            })));

        using var mine = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await bus.Send(Name("work"), new Work(1));

        Assert.Equal(mine.TraceId, await handled.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation));
        await Eventually.TrueAsync(() => Kinds().IsSupersetOf([ActivityKind.Producer, ActivityKind.Consumer]));

        HashSet<ActivityKind> Kinds() => [.. activities.Where(activity => activity.TraceId == mine.TraceId).Select(activity => activity.Kind)];
    }

    [Fact]
    public async Task A_probe_tells_the_transport_and_its_queues()
    {
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint => endpoint.Handler<Work>(_ => Task.CompletedTask)));

        var probe = JsonSerializer.Serialize(bus.Bus.GetProbeResult(Cancellation).Results);

        Assert.Contains("\"AmazonSQS\"", probe, StringComparison.Ordinal);
        Assert.Contains(Name("work"), probe, StringComparison.Ordinal);
    }
}
