using Amazon.SQS.Model;
using MassTransit;

namespace SqsTransport.Tests.Bus;

public class FailureTests(SqsServer server) : SqsTest(server)
{
    [Fact]
    public async Task A_message_that_fails_is_tried_again_and_then_moved_with_its_own_headers_and_the_story()
    {
        var attempts = 0;
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint =>
        {
            endpoint.UseMessageRetry(retry => retry.Immediate(2));
            endpoint.Handler<Work>(_ =>
            {
                Interlocked.Increment(ref attempts);
                throw new InvalidOperationException("bad pixels");
            });
        }));

        await bus.Send(Name("work"), new Work(7), context => context.Headers.Set("tenant", "acme"));

        var failed = await Next(Name("work_error"));
        Assert.Equal(3, attempts);
        Assert.Equal("acme", failed.MessageAttributes["tenant"].StringValue);
        Assert.Equal("fault", failed.MessageAttributes["MT-Reason"].StringValue);
        Assert.Equal("bad pixels", failed.MessageAttributes["MT-Fault-Message"].StringValue);
        Assert.Equal($"amazonsqs://us-east-1/{Name("work")}", failed.MessageAttributes["MT-Fault-InputAddress"].StringValue);
        Assert.Equal("System.InvalidOperationException", failed.MessageAttributes["MT-Fault-ExceptionType"].StringValue);
        Assert.Contains("\"tenant\": \"acme\"", failed.Body, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await Count(Name("work")) == 0);
    }

    [Theory]
    [InlineData("not JSON at all: \u00e4\u00f6\u00fc \ud83d\ude00 \t\r\n end")]
    [InlineData("{ \"half\": ")]
    [InlineData("[1, 2]")]
    public async Task A_body_that_cannot_be_read_is_moved_byte_for_byte(string body)
    {
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint => endpoint.Handler<Work>(_ => Task.CompletedTask)));

        await Sqs.SendMessageAsync(await Url(Name("work")), body, Cancellation);

        Assert.Equal(body, (await Next(Name("work_error"))).Body);
        await Eventually.TrueAsync(async () => await Count(Name("work")) == 0);
    }

    [Fact]
    public async Task What_was_put_beside_the_envelope_stays_with_a_message_that_fails()
    {
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint =>
        {
            endpoint.UseDelayedRedelivery(retry => retry.Intervals(TimeSpan.FromSeconds(1)));
            endpoint.UseMessageRetry(retry => retry.Immediate(2));
            endpoint.Handler<Work>(_ => throw new InvalidOperationException("bad pixels"));
        }));
        await bus.Send(Name("work"), new Work(7), context =>
        {
            for (var i = 0; i < 8; i++)
                context.Headers.Set($"own{i}", "x");
        });
        var failed = await Next(Name("work_error"));

        // As a tool does that sends it back and remembers it.
        var back = failed.MessageAttributes.Where(attribute => !attribute.Key.StartsWith("MT-", StringComparison.Ordinal)).ToDictionary();
        back["Sent-Back"] = new MessageAttributeValue { DataType = "String", StringValue = "1:abc" };
        await Sqs.DeleteMessageAsync(await Url(Name("work_error")), failed.ReceiptHandle, Cancellation);
        await Sqs.SendMessageAsync(new SendMessageRequest(await Url(Name("work")), failed.Body) { MessageAttributes = back }, Cancellation);

        var again = await Next(Name("work_error"));
        Assert.Equal("1:abc", again.MessageAttributes.GetValueOrDefault("Sent-Back")?.StringValue);
        Assert.Equal("1", again.MessageAttributes["MT-Fault-RetryCount"].StringValue); // of the outermost policy
        Assert.Contains("bad pixels", again.MessageAttributes["MT-Fault-Message"].StringValue, StringComparison.Ordinal);
        Assert.InRange(again.MessageAttributes.Count, 1, 10);
    }

    [Fact]
    public async Task A_type_that_nobody_consumes_is_skipped()
    {
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint => endpoint.Handler<Work>(_ => Task.CompletedTask)));

        await bus.Send(Name("work"), new Unexpected("x"));

        Assert.Equal("dead-letter", (await Next(Name("work_skipped"))).MessageAttributes["MT-Reason"].StringValue);
    }

    [Fact]
    public async Task Delayed_redelivery_keeps_headers_and_counts()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<(int Count, string? Tenant, long At)>();
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint =>
        {
            endpoint.UseDelayedRedelivery(retry => retry.Intervals(TimeSpan.FromMilliseconds(1000), TimeSpan.FromMilliseconds(1200)));
            endpoint.Handler<Work>(context =>
            {
                seen.Enqueue((context.GetRedeliveryCount(), context.Headers.Get<string>("tenant"), Environment.TickCount64));
                return context.GetRedeliveryCount() < 2 ? throw new InvalidOperationException("later") : Task.CompletedTask;
            });
        }));

        await bus.Send(Name("work"), new Work(1), context => context.Headers.Set("tenant", "acme"));

        await Eventually.TrueAsync(() => seen.Count == 3);
        var times = seen.ToArray();
        Assert.Equal([0, 1, 2], times.Select(x => x.Count));
        Assert.All(times, x => Assert.Equal("acme", x.Tenant));
        Assert.InRange(times[1].At - times[0].At, 950, 60_000);
        Assert.InRange(times[2].At - times[1].At, 1150, 60_000); // 1.2 s is not cut to one
    }

    [Fact]
    public async Task A_redelivery_further_out_than_SQS_can_hold_goes_to_the_error_queue()
    {
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint =>
        {
            endpoint.UseDelayedRedelivery(retry => retry.Interval(1, TimeSpan.FromMinutes(16)));
            endpoint.Handler<Work>(_ => throw new InvalidOperationException("later"));
        }));

        await bus.Send(Name("work"), new Work(1));

        var failed = await Next(Name("work_error"));
        Assert.NotNull(failed.MessageAttributes["MT-Fault-Message"].StringValue);
        await Eventually.TrueAsync(async () => await Count(Name("work")) == 0);
    }

    [Fact]
    public async Task A_fault_that_nobody_asked_for_is_dropped_and_the_message_still_reaches_the_error_queue()
    {
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint =>
            endpoint.Handler<Work>(_ => throw new InvalidOperationException("x"))));

        await bus.Send(Name("work"), new Work(1));

        await Next(Name("work_error"));
        await Eventually.TrueAsync(() => bus.Log.Contain("nobody asked"));
    }
}
