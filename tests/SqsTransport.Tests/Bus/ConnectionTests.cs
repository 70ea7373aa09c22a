using System.Net;
using System.Text.Json.Nodes;
using Amazon.SQS.Model;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SqsTransport.Tests.Bus;

public class ConnectionTests(SqsServer server) : SqsTest(server)
{
    public enum Failure
    {
        Throttled,
        Unavailable,
        Refused,
        Denied
    }

    [Theory]
    [InlineData(Failure.Throttled)]
    [InlineData(Failure.Unavailable)]
    [InlineData(Failure.Refused)]
    [InlineData(Failure.Denied)]
    public async Task A_failure_of_the_service_is_survived_and_health_says_so(Failure failure)
    {
        var consumed = 0;
        var traffic = new SqsTraffic();
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.WaitTimeSeconds = 1;
            endpoint.Handler<Work>(_ =>
            {
                Interlocked.Increment(ref consumed);
                return Task.CompletedTask;
            });
        }), traffic: traffic);
        Assert.Equal(HealthStatus.Healthy, await bus.Health());

        traffic.Intercept = (operation, _) => operation != "ReceiveMessage" ? Task.FromResult<HttpResponseMessage?>(null) : failure switch
        {
            Failure.Throttled => Task.FromResult<HttpResponseMessage?>(SqsTraffic.Error("RequestThrottled", HttpStatusCode.BadRequest)),
            Failure.Unavailable => Task.FromResult<HttpResponseMessage?>(SqsTraffic.Error("ServiceUnavailable", HttpStatusCode.ServiceUnavailable)),
            Failure.Denied => Task.FromResult<HttpResponseMessage?>(SqsTraffic.Error("AccessDeniedException", HttpStatusCode.Forbidden)),
            _ => throw new HttpRequestException("Connection refused (made by the test)")
        };
        // Degraded, in MassTransit's words: the bus's own endpoint is idle, and an idle endpoint has met no failure.
        await Eventually.GetAsync(bus.Health, status => status != HealthStatus.Healthy);

        await bus.Send(Name("work"), new Work(1));
        traffic.Intercept = null;
        await Eventually.GetAsync(bus.Health, status => status == HealthStatus.Healthy);
        await Eventually.TrueAsync(() => consumed == 1);
    }

    [Theory]
    [InlineData(Failure.Throttled)]
    [InlineData(Failure.Unavailable)]
    [InlineData(Failure.Refused)]
    public async Task A_service_that_fails_at_the_start_is_waited_for(Failure failure)
    {
        var failed = 0;
        var consumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var traffic = new SqsTraffic
        {
            Intercept = (_, _) => Interlocked.Increment(ref failed) > 2 ? Task.FromResult<HttpResponseMessage?>(null) : failure switch
            {
                Failure.Throttled => Task.FromResult<HttpResponseMessage?>(SqsTraffic.Error("RequestThrottled", HttpStatusCode.BadRequest)),
                Failure.Unavailable => Task.FromResult<HttpResponseMessage?>(SqsTraffic.Error("ServiceUnavailable", HttpStatusCode.ServiceUnavailable)),
                _ => throw new HttpRequestException("Connection refused (made by the test)")
            }
        };

        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), endpoint => endpoint.Handler<Work>(_ =>
        {
            consumed.TrySetResult();
            return Task.CompletedTask;
        })), traffic: traffic);
        await bus.Send(Name("work"), new Work(1));

        await consumed.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Equal(HealthStatus.Healthy, await bus.Health());
    }

    [Fact]
    public async Task A_receive_queue_that_is_deleted_is_made_again()
    {
        var consumed = 0;
        await using var bus = await StartBus(configurator => configurator.ReceiveEndpoint(Name("work"), (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
        {
            endpoint.WaitTimeSeconds = 1;
            endpoint.Handler<Work>(_ =>
            {
                Interlocked.Increment(ref consumed);
                return Task.CompletedTask;
            });
        }));
        await Sqs.DeleteQueueAsync(await Url(Name("work")), Cancellation);

        await Eventually.TrueAsync(async () => await Url(Name("work")) is not null);
        await bus.Send(Name("work"), new Work(1));
        await Eventually.TrueAsync(() => consumed == 1);
    }

    [Fact]
    public async Task Existing_queues_only_creates_none_and_says_which_is_missing()
    {
        await using var bus = await StartBus(configurator => configurator.ConfigureSqsTransport(options => options.CreateQueues = false));

        var exception = await Assert.ThrowsAsync<AmazonSqsTransportException>(() => bus.Send(Name("missing"), new Work(1)));

        Assert.Contains($"{Name("missing")} does not exist", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, bus.Traffic["CreateQueue"]);
        await Sqs.CreateQueueAsync(Name("missing"), Cancellation);
        await bus.Send(Name("missing"), new Work(1));
    }

    [Fact]
    public async Task A_queue_is_made_with_its_attributes_tags_and_last_net_even_where_a_sender_is_first()
    {
        await using var bus = await StartBus(configurator =>
        {
            configurator.ReceiveEndpoint(Name("work"), (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
            {
                endpoint.QueueAttributes["VisibilityTimeout"] = 77;
                endpoint.QueueTags["team"] = "faces";
                endpoint.Handler<Work>(_ => Task.CompletedTask);
            });
        });

        var attributes = (await Sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest(await Url(Name("work")), ["All"]), Cancellation)).Attributes;
        Assert.Equal("77", attributes["VisibilityTimeout"]);
        var redrive = JsonNode.Parse(attributes["RedrivePolicy"])!;
        Assert.EndsWith($":{Name("work_error")}", redrive["deadLetterTargetArn"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("20", redrive["maxReceiveCount"]!.ToString());
        Assert.Equal("faces", (await Sqs.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = await Url(Name("work")) }, Cancellation)).Tags["team"]);
        var error = (await Sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest(await Url(Name("work_error")), ["All"]), Cancellation)).Attributes;
        Assert.False(error.ContainsKey("RedrivePolicy"));
    }

    [Fact]
    public async Task Reply_queues_of_the_dead_are_swept_and_those_of_the_living_are_not()
    {
        await using var service = await StartBus(bus => bus.ReceiveEndpoint(Name("ask"), endpoint => endpoint.Handler<Ask>(context => context.RespondAsync(new Answer(1)))));
        var orphan = Name("dead_bus_abcdefghijklmnopqrstuvwxyz");
        var foreign = Name("other_bus_abcdefghijklmnopqrstuvwxyz");
        await Sqs.CreateQueueAsync(new CreateQueueRequest(orphan) { Tags = new() { ["sqs-transport:heartbeat"] = DateTimeOffset.UtcNow.AddDays(-3).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) } }, Cancellation);
        await Sqs.CreateQueueAsync(foreign, Cancellation);

        await using var living = await StartBus(bus => bus.ConfigureSqsTransport(options => options.ReplyQueueHeartbeat = TimeSpan.FromSeconds(1)));
        await using var sweeper = await StartBus(bus => bus.ConfigureSqsTransport(options => options.ReplyQueueHeartbeat = TimeSpan.FromSeconds(1)));
        var reply = await living.Client<Ask>(Name("ask")).GetResponse<Answer>(new Ask(1), Cancellation);
        await sweeper.Client<Ask>(Name("ask")).GetResponse<Answer>(new Ask(1), Cancellation);

        await Eventually.TrueAsync(async () => await Url(orphan) is null);
        await Eventually.TrueAsync(() => sweeper.Traffic["ListQueues"] >= 8); // past the six beats of patience
        Assert.NotNull(await Url(foreign));
        Assert.NotNull(await Url(reply.DestinationAddress!.Segments[^1]));
        await living.Client<Ask>(Name("ask")).GetResponse<Answer>(new Ask(2), Cancellation);
    }
}
