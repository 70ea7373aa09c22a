using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.SQS.Model;
using MassTransit;

namespace SqsTransport.Tests.Bus;

public class ReceiveTests(SqsServer server) : SqsTest(server)
{
    [Fact]
    public async Task A_message_stays_invisible_for_as_long_as_it_is_consumed()
    {
        var runs = 0;
        var finish = new TaskCompletionSource();
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = 5;
            endpoint.MaxVisibilityTimeoutRenewal = 5;
            endpoint.Handler<Work>(async _ =>
            {
                Interlocked.Increment(ref runs);
                await finish.Task;
            });
        }));

        // Together, so that they are due together.
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => bus.Send(Name("work"), new Work(i))));
        await Eventually.TrueAsync(() => runs == 12);
        var consumed = Stopwatch.StartNew();
        // Two renewals of two batches.
        await Eventually.TrueAsync(() => bus.Traffic["ChangeMessageVisibilityBatch"] >= 4 && consumed.Elapsed > TimeSpan.FromSeconds(6));

        Assert.Equal(12, runs);
        Assert.InRange(bus.Traffic["ChangeMessageVisibilityBatch"], 4, 16); // in batches, not one by one
        finish.SetResult();
        await Eventually.TrueAsync(async () => await Count(Name("work")) == 0);
    }

    [Fact]
    public async Task A_message_whose_lock_is_lost_is_not_acknowledged_and_says_so()
    {
        var runs = 0;
        var finish = new TaskCompletionSource();
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.PrefetchCount = 1; // no room to receive it again meanwhile
            // It is given up after three fifths of that time, and a slow machine is to be on time for it.
            endpoint.QueueAttributes["VisibilityTimeout"] = 4;
            endpoint.MaxVisibilityTimeout = TimeSpan.FromSeconds(4);
            endpoint.Handler<Work>(_ => Interlocked.Increment(ref runs) == 1 ? finish.Task : Task.CompletedTask);
        }));

        await bus.Send(Name("work"), new Work(1));
        await Eventually.TrueAsync(() => bus.Log.Contain("Lost the lock"));
        Assert.True(bus.Log.Contain("no longer kept invisible"));
        finish.SetResult();

        await Eventually.TrueAsync(() => runs >= 2);
        Assert.True(bus.Log.Contain("is not acknowledged"));
        await Eventually.TrueAsync(async () => await Count(Name("work")) == 0);
    }

    [Fact]
    public async Task A_message_received_again_while_it_is_consumed_is_not_consumed_twice()
    {
        var runs = 0;
        var finish = new TaskCompletionSource();
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = 1;
            endpoint.MaxVisibilityTimeout = TimeSpan.FromSeconds(1);
            endpoint.Handler<Work>(_ =>
            {
                Interlocked.Increment(ref runs);
                return finish.Task;
            });
        }));

        await bus.Send(Name("work"), new Work(1));
        await Eventually.TrueAsync(() => bus.Log.Contain("received again while it is consumed here"));

        Assert.Equal(1, Volatile.Read(ref runs));
        finish.SetResult();
        await Eventually.TrueAsync(async () => await Count(Name("work")) == 0);
    }

    [Fact]
    public async Task Stopping_finishes_what_runs_and_gives_the_rest_back_at_once()
    {
        var started = 0;
        var finish = new TaskCompletionSource();
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint =>
        {
            endpoint.PrefetchCount = 20;
            endpoint.ConcurrentMessageLimit = 4;
            endpoint.Handler<Work>(_ =>
            {
                Interlocked.Increment(ref started);
                return finish.Task;
            });
        }));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => bus.Send(Name("work"), new Work(i))));
        await Eventually.TrueAsync(() => started == 4);
        await Eventually.TrueAsync(async () => await Attribute(Name("work"), "ApproximateNumberOfMessagesNotVisible") == "20");

        var stopping = bus.StopAsync();
        await Eventually.TrueAsync(async () => await Attribute(Name("work"), "ApproximateNumberOfMessages") == "26");
        Assert.False(stopping.IsCompleted);
        finish.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        Assert.Equal(4, started);
        Assert.Equal("26", await Attribute(Name("work"), "ApproximateNumberOfMessages"));
        Assert.Equal("0", await Attribute(Name("work"), "ApproximateNumberOfMessagesNotVisible"));
    }

    [Fact]
    public async Task Concurrency_and_prefetch_have_their_limits()
    {
        int running = 0, most = 0, done = 0;
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint =>
        {
            endpoint.PrefetchCount = 12;
            endpoint.ConcurrentMessageLimit = 3;
            endpoint.Handler<Work>(async _ =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                Interlocked.Increment(ref done);
            });
        }));

        await Task.WhenAll(Enumerable.Range(0, Server.Many).Select(i => bus.Send(Name("work"), new Work(i))));

        // SQS may deliver one twice.
        await Eventually.TrueAsync(() => done >= Server.Many);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task An_idle_queue_costs_one_request_in_the_wait_time()
    {
        // Before the first request, however long the start goes on after it.
        var started = Environment.TickCount64;
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.PrefetchCount = 100;
            endpoint.WaitTimeSeconds = 2;
            endpoint.Handler<Work>(_ => Task.CompletedTask);
        }));

        await Eventually.TrueAsync(() => bus.Traffic["ReceiveMessage"] >= 4);

        Assert.InRange(Environment.TickCount64 - started, 5500, 60_000); // three waits of 2 s, by one poller
    }

    [Fact]
    public async Task A_FIFO_group_keeps_its_order_through_retries_and_returns_and_does_not_stop_the_others()
    {
        var seen = new ConcurrentDictionary<string, List<int>>();
        var failures = 0;
        var queue = Name("ordered.fifo");
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(queue, (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.QueueAttributes["ContentBasedDeduplication"] = true;
            endpoint.RethrowFaultedMessages();
            endpoint.UseMessageRetry(retry => retry.Immediate(1));
            endpoint.Handler<Work>(context =>
            {
                var work = context.Message;
                if (work is { Text: "b", Number: 3 } && Interlocked.Increment(ref failures) <= 4)
                    throw new InvalidOperationException("not yet");
                var list = seen.GetOrAdd(work.Text, _ => []);
                lock (list)
                    list.Add(work.Number);
                return Task.CompletedTask;
            });
        }));

        for (var number = 0; number < 8; number++)
        {
            foreach (var group in new[] { "a", "b", "c" })
                await bus.Send(queue, new Work(number, group), context => context.SetGroupId(group));
        }

        await Eventually.TrueAsync(() => seen.Count == 3 && seen["a"].Count == 8 && seen["c"].Count == 8);
        await Eventually.TrueAsync(() => seen["b"].Count == 8);
        Assert.All(seen.Values, numbers => Assert.Equal(Enumerable.Range(0, 8), numbers));
        Assert.Equal(5, failures);
    }

    [Fact]
    public async Task A_message_that_fails_for_good_in_a_FIFO_queue_goes_to_its_FIFO_error_queue()
    {
        var queue = Name("ordered.fifo");
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(queue, (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.QueueAttributes["ContentBasedDeduplication"] = true;
            endpoint.Handler<Work>(_ => throw new InvalidOperationException("never"));
        }));

        await bus.Send(queue, new Work(1), context => context.SetGroupId("g"));

        var failed = await Next(Name("ordered_error.fifo"));
        Assert.Equal("g", failed.Attributes["MessageGroupId"]);
        await Eventually.TrueAsync(async () => await Count(queue) == 0);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int present;
        while ((present = Volatile.Read(ref target)) < value)
            Interlocked.CompareExchange(ref target, value, present);
    }

    private async Task<string> Attribute(string queue, string name)
        => (await Sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest(await Url(queue), [name]), Cancellation)).Attributes[name];

    [Fact]
    public async Task The_endpoints_own_visibility_timeout_holds_on_a_queue_that_was_made_with_another()
    {
        await Sqs.CreateQueueAsync(new CreateQueueRequest(Name("work")) { Attributes = new() { ["VisibilityTimeout"] = "300" } }, Cancellation);
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var traffic = new SqsTraffic
        {
            Intercept = async (operation, request) =>
            {
                if (operation == "ReceiveMessage")
                    asked.TrySetResult(await request.Content!.ReadAsStringAsync());
                return null;
            }
        };

        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.QueueAttributes["VisibilityTimeout"] = 7;
            endpoint.Handler<Work>(_ => Task.CompletedTask);
        }), traffic: traffic);

        Assert.Contains("\"VisibilityTimeout\":7", await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation), StringComparison.Ordinal);
    }
}
