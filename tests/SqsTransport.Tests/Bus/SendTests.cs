using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace SqsTransport.Tests.Bus;

public class SendTests(SqsServer server) : SqsTest(server)
{
    [Fact]
    public async Task The_wire_format_is_the_official_transports()
    {
        await using var bus = await StartClient();
        var id = Guid.NewGuid();

        await bus.Send(Name("wire"), new Work(5, "x"), context =>
        {
            context.CorrelationId = id;
            context.Headers.Set("tenant", "acme");
            context.Headers.Set("count", 5);
            context.Headers.Set("flag", true);
        });

        var message = await Next(Name("wire"));
        Assert.All(message.MessageAttributes.Values, attribute => Assert.Equal("String", attribute.DataType));
        Assert.Equal("application/vnd.masstransit+json", message.MessageAttributes["Content-Type"].StringValue);
        Assert.Equal(id.ToString(), message.MessageAttributes["CorrelationId"].StringValue);
        Assert.Equal("acme", message.MessageAttributes["tenant"].StringValue);
        Assert.Equal("5", message.MessageAttributes["count"].StringValue);
        var body = JsonNode.Parse(message.Body)!;
        Assert.Equal("urn:message:SqsTransport.Tests:Work", body["messageType"]![0]!.ToString());
        Assert.Equal($"amazonsqs://us-east-1/{Name("wire")}", body["destinationAddress"]!.ToString());
        Assert.Equal(5, (int)body["message"]!["number"]!);
        Assert.Equal("acme", body["headers"]!["tenant"]!.ToString());
    }

    [Fact]
    public async Task More_headers_than_SQS_takes_travel_in_the_envelope()
    {
        var read = new TaskCompletionSource<string?[]>();
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint => endpoint.Handler<Work>(context =>
        {
            read.TrySetResult([.. Enumerable.Range(0, 15).Select(i => context.Headers.Get<string>($"header-{i}")), context.Headers.Get<string>("not allowed!")]);
            return Task.CompletedTask;
        })));

        await bus.Send(Name("work"), new Work(1), context =>
        {
            for (var i = 0; i < 15; i++)
                context.Headers.Set($"header-{i}", $"value {i}");
            context.Headers.Set("not allowed!", "as an attribute's name");
        });

        var values = await read.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal([.. Enumerable.Range(0, 15).Select(i => $"value {i}"), "as an attribute's name"], values);
    }

    [Fact]
    public async Task A_message_that_is_too_large_names_its_size()
    {
        await using var bus = await StartClient();

        var exception = await Assert.ThrowsAsync<AmazonSqsTransportException>(() => bus.Send(Name("big"), new Work(1, new string('x', 1_100_000))));

        Assert.Matches(@"has 1,10\d,\d{3} bytes .* takes 1,048,576", exception.Message);
    }

    [Fact]
    public async Task Large_messages_share_requests_only_within_the_limit()
    {
        await using var bus = await StartClient();
        var text = new string('\u0436', 80_000); // two bytes each in UTF-8, more in JSON

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => bus.Send(Name("big"), new Work(i, text))));

        Assert.Equal(20, await Count(Name("big")));
    }

    [Fact]
    public async Task Messages_sent_together_share_requests_and_a_lone_one_goes_at_once()
    {
        await using var bus = await StartClient();
        await bus.Send(Name("work"), new Work(-1)); // makes the queue

        var before = bus.Traffic["SendMessageBatch"];
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => bus.Send(Name("work"), new Work(i))));

        Assert.InRange(bus.Traffic["SendMessageBatch"] - before, 20, 150);
        Assert.Equal(201, await Count(Name("work")));
    }

    [Fact]
    public async Task Entries_that_fail_are_reported_to_their_own_senders_or_sent_again()
    {
        var traffic = new SqsTraffic();
        var hiccups = 0;
        await using var bus = await StartBus(_ => { }, traffic: traffic);
        await bus.Send(Name("work"), new Work(-1));
        traffic.Intercept = async (operation, request) =>
        {
            if (operation != "SendMessageBatch")
                return null;
            var entries = JsonNode.Parse(await request.Content!.ReadAsStringAsync())!["Entries"]!.AsArray();
            var failed = new JsonArray();
            var taken = new JsonArray();
            foreach (var entry in entries)
            {
                var body = entry!["MessageBody"]!.ToString();
                var refused = body.Contains("\"refused\"", StringComparison.Ordinal);
                var hiccup = body.Contains("\"hiccup\"", StringComparison.Ordinal) && Interlocked.Increment(ref hiccups) <= 2;
                if (refused || hiccup)
                    failed.Add(new JsonObject { ["Id"] = entry["Id"]!.ToString(), ["Code"] = refused ? "InvalidMessageContents" : "InternalError", ["Message"] = "made by the test", ["SenderFault"] = refused });
                else
                    taken.Add(new JsonObject { ["Id"] = entry["Id"]!.ToString(), ["MessageId"] = Guid.NewGuid().ToString(), ["MD5OfMessageBody"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body))) });
            }

            return SqsTraffic.Json(new JsonObject { ["Successful"] = taken, ["Failed"] = failed }.ToJsonString());
        };

        var refused = bus.Send(Name("work"), new Work(1, "refused"));
        var others = Enumerable.Range(0, 20).Select(i => bus.Send(Name("work"), new Work(i, i == 7 ? "hiccup" : "fine"))).ToArray();

        await Task.WhenAll(others).WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Contains("InvalidMessageContents", (await Assert.ThrowsAsync<Amazon.SQS.AmazonSQSException>(() => refused)).Message, StringComparison.Ordinal);
        Assert.Equal(3, hiccups);
    }

    [Fact]
    public async Task A_queue_that_was_deleted_is_made_again()
    {
        await using var bus = await StartClient();
        await bus.Send(Name("work"), new Work(1));
        await Sqs.DeleteQueueAsync(await Url(Name("work")), Cancellation);

        await bus.Send(Name("work"), new Work(2));

        Assert.Equal(1, await Count(Name("work")));
    }

    [Fact]
    public async Task A_scheduled_message_comes_when_its_time_has_come_and_one_too_far_out_is_refused()
    {
        var got = new TaskCompletionSource<long>();
        await using var bus = await StartBus(configurator =>
        {
            configurator.UseDelayedMessageScheduler();
            configurator.ReceiveEndpoint(Name("work"), endpoint => endpoint.Handler<Work>(_ =>
            {
                got.TrySetResult(Environment.TickCount64);
                return Task.CompletedTask;
            }));
        }, registration => registration.AddDelayedMessageScheduler());
        using var scope = bus.Services.CreateScope();
        var scheduler = scope.ServiceProvider.GetRequiredService<IMessageScheduler>();
        var destination = new Uri($"queue:{Name("work")}");

        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => scheduler.ScheduleSend(destination, TimeSpan.FromMinutes(16), new Work(1), Cancellation));
        Assert.Contains("15 minutes", refused.Message, StringComparison.Ordinal);

        var started = Environment.TickCount64;
        await scheduler.ScheduleSend(destination, TimeSpan.FromSeconds(1.5), new Work(2), Cancellation);
        Assert.InRange(await got.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation) - started, 1450, 60_000);
    }

    [Fact]
    public async Task A_FIFO_queue_asks_for_a_group()
    {
        await using var bus = await StartClient();

        var exception = await Assert.ThrowsAsync<AmazonSqsTransportException>(() => bus.Send(Name("ordered.fifo"), new Work(1)));

        Assert.Contains("SetGroupId", exception.Message, StringComparison.Ordinal);
    }
}
