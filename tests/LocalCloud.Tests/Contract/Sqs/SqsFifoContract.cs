using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

/// <summary>Order, groups and deduplication of FIFO queues.</summary>
public abstract class SqsFifoContract(Backend backend) : SqsContract(backend)
{
    [Fact]
    public async Task Fifo_keeps_the_order_of_a_group_and_locks_it()
    {
        Backend.Require();
        var queue = await CreateFifoAsync();
        foreach (var (group, body) in new[] { ("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2") })
            await SendFifoAsync(queue, group, body);

        var first = await ReceiveOneAsync(queue);
        Assert.Equal("a1", first.Body);
        var second = await ReceiveOneAsync(queue);
        Assert.Equal("b1", second.Body);
        Assert.Empty(await ReceiveAsync(queue));
        await Sqs.DeleteMessageAsync(queue, second.ReceiptHandle, Cancellation);
        Assert.Equal("b2", (await ReceiveOneAsync(queue)).Body);
        await Sqs.ChangeMessageVisibilityAsync(queue, first.ReceiptHandle, 0, Cancellation);
        Assert.Equal("a1", (await ReceiveOneAsync(queue)).Body);
    }

    [Fact]
    public async Task Fifo_gives_several_messages_of_a_group_at_once_in_order()
    {
        Backend.Require();
        var queue = await CreateFifoAsync();
        for (var i = 0; i < 12; i++)
            await SendFifoAsync(queue, "g", $"{i}");

        var batch = await ReceiveAsync(queue, max: 10);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), batch.Select(message => message.Body));
        var numbers = batch.Select(message => message.Attributes["SequenceNumber"]).ToList();
        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        Assert.All(batch, message => Assert.Equal("g", message.Attributes["MessageGroupId"]));
    }

    [Fact]
    public async Task Fifo_recognises_what_it_was_sent_before()
    {
        Backend.Require();
        var queue = await CreateFifoAsync(byContent: true);
        var once = await SendFifoAsync(queue, "g", "same");
        var again = await SendFifoAsync(queue, "g", "same");
        var other = await SendFifoAsync(queue, "g", "same", "another-id");
        Assert.Equal(once.MessageId, again.MessageId);
        Assert.Equal(once.SequenceNumber, again.SequenceNumber);
        Assert.NotEqual(once.MessageId, other.MessageId);
        var messages = await ReceiveAsync(queue, max: 10);
        Assert.Equal(2, messages.Count);
        foreach (var message in messages)
            await Sqs.DeleteMessageAsync(queue, message.ReceiptHandle, Cancellation);

        await SendFifoAsync(queue, "g", "same");

        Assert.Equal((0, 0, 0), await CountAsync(queue));
    }

    [Fact]
    public async Task Fifo_repeats_a_receive_attempt()
    {
        Backend.Require();
        var queue = await CreateFifoAsync();
        await SendFifoAsync(queue, "g", "1");
        var request = new ReceiveMessageRequest(queue) { ReceiveRequestAttemptId = "attempt-1", VisibilityTimeout = 30 };
        var once = Assert.Single((await Sqs.ReceiveMessageAsync(request, Cancellation)).Messages);
        var again = Assert.Single((await Sqs.ReceiveMessageAsync(request, Cancellation)).Messages);

        Assert.Equal(once.MessageId, again.MessageId);
        await Sqs.DeleteMessageAsync(queue, again.ReceiptHandle, Cancellation);
        Assert.Equal((0, 0, 0), await CountAsync(queue));
    }

    [Fact]
    public async Task Fifo_says_what_is_missing_or_too_much()
    {
        Backend.Require();
        var queue = await CreateFifoAsync();
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.SendMessageAsync(queue, "no group", Cancellation));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(
            () => Sqs.SendMessageAsync(new SendMessageRequest(queue, "no id") { MessageGroupId = "g" }, Cancellation));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.SendMessageAsync(
            new SendMessageRequest(queue, "delay") { MessageGroupId = "g", MessageDeduplicationId = "d", DelaySeconds = 1 }, Cancellation));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => CreateAsync(new() { ["FifoQueue"] = "true" }));
    }

    [Fact]
    public async Task Fifo_dead_letters_go_to_a_fifo_queue()
    {
        Backend.Require();
        var dead = await CreateFifoAsync();
        var queue = await CreateFifoAsync(redriveTo: dead);
        await SendFifoAsync(queue, "g", "1");
        await SendFifoAsync(queue, "g", "2");
        await ReceiveOneAsync(queue, visibility: 0);

        Assert.Equal("2", (await ReceiveOneAsync(queue)).Body);
        Assert.Equal("1", (await ReceiveOneAsync(dead)).Body);
        var standard = await CreateAsync();
        var policy = RedrivePolicy(await ArnAsync(standard), 3);
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.SetQueueAttributesAsync(queue, new() { ["RedrivePolicy"] = policy }, Cancellation));
    }
}
