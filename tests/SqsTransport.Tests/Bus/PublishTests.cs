using MassTransit;

namespace SqsTransport.Tests.Bus;

public class PublishTests(SqsServer server) : SqsTest(server)
{
    [Fact]
    public async Task A_published_message_goes_to_every_queue_named_for_it()
    {
        await using var bus = await StartBus(configurator =>
        {
            configurator.PublishTo<Work>(Name("one"));
            configurator.PublishTo<Work>(Name("two"));
        });

        await bus.Bus.Publish(new Work(1), Cancellation);

        Assert.Equal(1, await Count(Name("one")));
        Assert.Equal(1, await Count(Name("two")));
    }

    [Fact]
    public async Task Publishing_a_type_without_a_queue_is_an_error_that_says_what_to_do()
    {
        await using var bus = await StartClient();

        var exception = await Assert.ThrowsAsync<PublishException>(() => bus.Bus.Publish(new Work(1), Cancellation));

        Assert.Contains("PublishTo<Work>", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_announced_as_published_without_a_queue_stops_the_start()
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => StartBus(configurator => configurator.Publish<Work>(_ => { })));

        Assert.Contains("PublishTo<Work>", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_of_the_applications_own_takes_what_has_no_queue()
    {
        PublishedMessage? published = null;
        await using var bus = await StartBus(configurator => configurator.PublishThrough((message, _) =>
        {
            published = message;
            return Task.CompletedTask;
        }));

        await bus.Bus.Publish(new Work(1), Cancellation);

        Assert.Equal("SqsTransport_Tests-Work", published!.Topic);
        Assert.Equal(typeof(Work), published.MessageType);
        Assert.Contains("\"number\": 1", published.Body, StringComparison.Ordinal);
    }
}
