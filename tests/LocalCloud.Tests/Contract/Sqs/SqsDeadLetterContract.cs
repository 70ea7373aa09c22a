using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

/// <summary>Redrive policies, and move tasks that bring messages back.</summary>
public abstract class SqsDeadLetterContract(Backend backend) : SqsContract(backend)
{
    [Fact]
    public async Task A_message_received_too_often_goes_to_the_dead_letter_queue()
    {
        Backend.Require();
        var (queue, dead) = await CreateWithDeadLettersAsync(maxReceiveCount: 2);
        await Sqs.SendMessageAsync(queue, "poison", Cancellation);
        await ReceiveOneAsync(queue, visibility: 0);
        await ReceiveOneAsync(queue, visibility: 0);
        Assert.Empty(await ReceiveAsync(queue));

        var buried = await ReceiveOneAsync(dead, wait: 20);

        Assert.Equal("poison", buried.Body);
        Assert.Equal(await ArnAsync(queue), buried.Attributes["DeadLetterQueueSourceArn"]);
        var sources = await Sqs.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = dead }, Cancellation);
        Assert.Equal(queue, Assert.Single(sources.QueueUrls));
    }

    [Fact]
    public async Task A_redrive_policy_must_name_a_queue_that_exists()
    {
        Backend.Require();
        var queue = await CreateAsync();
        var missing = await ArnAsync(queue) + "-missing";
        foreach (var policy in new[] { RedrivePolicy(missing, 3), "{", RedrivePolicy(await ArnAsync(queue), 0) })
        {
            await Assert.ThrowsAnyAsync<AmazonSQSException>(
                () => Sqs.SetQueueAttributesAsync(queue, new() { ["RedrivePolicy"] = policy }, Cancellation));
        }
    }

    [Fact]
    public async Task A_move_task_brings_dead_letters_home()
    {
        Backend.Require();
        var (queue, dead) = await CreateWithDeadLettersAsync(maxReceiveCount: 1);
        for (var i = 0; i < 3; i++)
            await Sqs.SendMessageAsync(queue, $"{i}", Cancellation);
        await BuryAsync(queue, dead, 3);

        var source = await ArnAsync(dead);
        await Sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = source }, Cancellation);

        var task = await Eventually.GetAsync(() => LastTaskAsync(source), task => task.Status == "COMPLETED");
        Assert.Equal(3, task.ApproximateNumberOfMessagesMoved);
        await Eventually.GetAsync(() => CountAsync(queue), counts => counts == (3, 0, 0));
        Assert.Equal("1", (await ReceiveOneAsync(queue)).Attributes["ApproximateReceiveCount"]);
        Assert.Equal((0, 0, 0), await CountAsync(dead));
    }

    [Fact]
    public async Task A_slow_move_task_can_be_cancelled_and_is_alone()
    {
        Backend.Require();
        var (queue, dead) = await CreateWithDeadLettersAsync(maxReceiveCount: 1);
        for (var i = 0; i < 10; i++)
            await Sqs.SendMessageAsync(queue, $"{i}", Cancellation);
        await BuryAsync(queue, dead, 10);
        var source = await ArnAsync(dead);
        var request = new StartMessageMoveTaskRequest { SourceArn = source, MaxNumberOfMessagesPerSecond = 1 };
        var started = await Sqs.StartMessageMoveTaskAsync(request, Cancellation);

        await Assert.ThrowsAsync<UnsupportedOperationException>(() => Sqs.StartMessageMoveTaskAsync(request, Cancellation));
        await Sqs.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = started.TaskHandle }, Cancellation);
        var task = await Eventually.GetAsync(() => LastTaskAsync(source), task => task.Status == "CANCELLED");

        Assert.InRange(task.ApproximateNumberOfMessagesMoved ?? 0, 0, 9);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => Sqs.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = "none" }, Cancellation));
    }

    [Fact]
    public async Task Only_a_dead_letter_queue_can_be_moved_from()
    {
        Backend.Require();
        var source = await ArnAsync(await CreateAsync());

        await Assert.ThrowsAnyAsync<AmazonSQSException>(
            () => Sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = source }, Cancellation));
    }
}
