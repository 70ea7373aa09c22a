using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

/// <summary>Visibility, handles, counts and long polls.</summary>
public abstract class SqsReceivingContract(Backend backend) : SqsContract(backend)
{
    [Fact]
    public async Task A_message_in_flight_is_hidden_until_its_visibility_ends()
    {
        Backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        var first = await ReceiveOneAsync(queue);
        Assert.Equal((0, 1, 0), await CountAsync(queue));
        Assert.Empty(await ReceiveAsync(queue));
        await Sqs.ChangeMessageVisibilityAsync(queue, first.ReceiptHandle, 1, Cancellation);

        var second = await ReceiveOneAsync(queue, wait: 20);

        Assert.Equal("2", second.Attributes["ApproximateReceiveCount"]);
        Assert.Equal(first.Attributes["ApproximateFirstReceiveTimestamp"], second.Attributes["ApproximateFirstReceiveTimestamp"]);
        Assert.NotEqual(first.ReceiptHandle, second.ReceiptHandle);
    }

    [Fact]
    public async Task Visibility_can_be_extended_and_ended()
    {
        Backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        var message = await ReceiveOneAsync(queue, visibility: Soon);
        await Sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 600, Cancellation);
        Assert.Empty(await ReceiveAsync(queue, wait: Soon + 1));
        await Sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 0, Cancellation);
        Assert.Equal((1, 0, 0), await CountAsync(queue));

        var late = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 5, Cancellation));

        Assert.IsType<MessageNotInflightException>(late);
    }

    [Fact]
    public async Task Deleting_by_an_old_handle_is_no_error()
    {
        Backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        var first = await ReceiveOneAsync(queue, visibility: 0);
        var second = await ReceiveOneAsync(queue);
        await Sqs.DeleteMessageAsync(queue, second.ReceiptHandle, Cancellation);
        await Sqs.DeleteMessageAsync(queue, second.ReceiptHandle, Cancellation);
        await Sqs.DeleteMessageAsync(queue, first.ReceiptHandle, Cancellation);

        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => Sqs.DeleteMessageAsync(queue, "no handle", Cancellation));
    }

    [Fact]
    public async Task Counts_are_right_with_nobody_polling()
    {
        Backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(new SendMessageRequest(queue, "delayed") { DelaySeconds = Soon }, Cancellation);
        await Sqs.SendMessageAsync(queue, "in flight", Cancellation);
        await ReceiveOneAsync(queue, visibility: Soon);
        Assert.Equal((0, 1, 1), await CountAsync(queue));

        await Eventually.GetAsync(() => CountAsync(queue), counts => counts == (2, 0, 0));
    }

    [Fact]
    public async Task A_long_poll_is_answered_as_soon_as_a_message_comes()
    {
        Backend.Require();
        var queue = await CreateAsync();
        var poll = ReceiveAsync(queue, wait: 20);
        await Sqs.SendMessageAsync(queue, "x", Cancellation);

        Assert.Equal("x", Assert.Single(await poll.WaitAsync(TimeSpan.FromSeconds(60), Cancellation)).Body);
    }

    [Fact]
    public async Task A_long_poll_without_messages_lasts_as_long_as_asked()
    {
        Backend.Require();
        var queue = await CreateAsync(new() { ["ReceiveMessageWaitTimeSeconds"] = "1" });
        var started = TimeProvider.System.GetTimestamp();
        Assert.Empty((await Sqs.ReceiveMessageAsync(queue, Cancellation)).Messages ?? []);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.95, 30);
    }

    [Fact]
    public async Task A_cancelled_long_poll_takes_no_message()
    {
        Backend.Require();
        var queue = await CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            cancelled.CancelAfter(TimeSpan.FromMilliseconds(100));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { WaitTimeSeconds = 20 }, cancelled.Token));
        }

        await Backend.UntilNobodyPollsAsync(queue);
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        Assert.Equal("1", (await ReceiveOneAsync(queue, wait: 20)).Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task Of_two_polls_for_one_message_the_loser_waits_on()
    {
        Backend.Require();
        var queue = await CreateAsync();
        var polls = new[] { ReceiveAsync(queue, wait: 20), ReceiveAsync(queue, wait: 20) };
        await Sqs.SendMessageAsync(queue, "first", Cancellation);
        var winner = await Task.WhenAny(polls);
        Assert.Single(await winner);
        var loser = polls.Single(poll => poll != winner);
        Assert.False(loser.IsCompleted);
        await Sqs.SendMessageAsync(queue, "second", Cancellation);

        Assert.Equal("second", Assert.Single(await loser).Body);
    }
}
