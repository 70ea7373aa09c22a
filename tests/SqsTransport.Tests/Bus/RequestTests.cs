using Amazon.SQS.Model;
using MassTransit;

namespace SqsTransport.Tests.Bus;

public class RequestTests(SqsServer server) : SqsTest(server)
{
    private static void Answering(IAmazonSqsBusFactoryConfigurator bus, string queue)
        => bus.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.PrefetchCount = 64;
            endpoint.Handler<Ask>(context => context.RespondAsync(new Answer(context.Message.Number)));
        });

    [Fact]
    public async Task Many_at_once_each_get_their_own_answer()
    {
        await using var service = await StartBus(bus => Answering(bus, Name("ask")));
        await using var asker = await StartClient();
        var client = asker.Client<Ask>(Name("ask"));

        var answers = await Task.WhenAll(Enumerable.Range(0, Server.Many).Select(number => client.GetResponse<Answer>(new Ask(number), Cancellation)));

        Assert.Equal(Enumerable.Range(0, Server.Many), answers.Select(answer => answer.Message.Number));
        await Eventually.TrueAsync(async () => await Count(Name("ask")) == 0);
    }

    [Fact]
    public async Task The_reply_queue_is_made_at_the_first_request_tagged_and_deleted_at_stop()
    {
        await using var service = await StartBus(bus => Answering(bus, Name("ask")));
        await using var asker = await StartBus(bus => bus.QueueTags["owner"] = Name("tests"));
        Assert.Equal(0, asker.Traffic["CreateQueue"]);

        var answer = await asker.Client<Ask>(Name("ask")).GetResponse<Answer>(new Ask(1), Cancellation);

        var url = await Url(answer.DestinationAddress!.Segments[^1]);
        Assert.NotNull(url);
        var tags = (await Sqs.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, Cancellation)).Tags;
        Assert.Equal(Name("tests"), tags["owner"]);
        Assert.True(tags.ContainsKey("sqs-transport:heartbeat"));

        await asker.StopAsync();
        Assert.Null(await Url(answer.DestinationAddress!.Segments[^1]));
    }

    [Fact]
    public async Task The_asker_of_a_message_that_fails_is_told_and_the_message_is_in_the_error_queue()
    {
        await using var service = await StartBus(bus => bus.ReceiveEndpoint(Name("ask"), endpoint =>
            endpoint.Handler<Ask>(_ => throw new InvalidOperationException("no\0t today"))));
        await using var asker = await StartClient();

        var fault = await Assert.ThrowsAsync<RequestFaultException>(() => asker.Client<Ask>(Name("ask")).GetResponse<Answer>(new Ask(1), Cancellation));

        Assert.Contains("t today", fault.Message, StringComparison.Ordinal);
        var failed = await Next(Name("ask_error"));
        Assert.Equal("no?t today", failed.MessageAttributes["MT-Fault-Message"].StringValue);
    }

    [Fact]
    public async Task An_answer_to_an_asker_that_is_gone_is_dropped_and_its_queue_is_not_made_again()
    {
        await using var service = await StartBus(bus => Answering(bus, Name("ask")));
        await using var sender = await StartClient();
        var gone = Name("gone_bus_abcdefghijklmnopqrstuvwxyz");

        await sender.Send(Name("ask"), new Ask(1), context =>
        {
            context.RequestId = NewId.NextGuid();
            context.ResponseAddress = new Uri($"amazonsqs://us-east-1/{gone}?durable=false&autodelete=true");
        });

        await Eventually.TrueAsync(() => service.Log.Contain($"the temporary queue {gone} is gone"));
        await Eventually.TrueAsync(async () => await Count(Name("ask")) == 0);
        Assert.Null(await Url(gone));
        Assert.Null(await Url(Name("ask_error")) is { } url && await Count(Name("ask_error")) > 0 ? url : null);
    }
}
