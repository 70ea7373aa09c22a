using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues.Tests;

/// <summary>A queue with a redrive policy of SQS's own: messages that were received too often, by workers that they kill.</summary>
public class DeadLetterQueueTests(SqsServer server) : ErrorsTest(server)
{
    private string Dead => $"{Queue}-dead";

    [Fact]
    public async Task Its_messages_are_listed_as_of_a_queue_of_its_own_and_sent_back_where_they_came_from()
    {
        await DieAsync(3);

        var queue = Assert.Single((await RunJson("queues")).Lines);
        var group = Assert.Single((await RunJson("groups")).Lines);

        Assert.Equal((Dead, Queue, 3), (queue.GetProperty("queue").GetString(), queue.GetProperty("deadLetterOf").GetString(), queue.GetProperty("visible").GetInt32()));
        Assert.Equal((3, Queue, "Received too often"), (group.GetProperty("count").GetInt32(), group.GetProperty("inputQueue").GetString(), group.GetProperty("failure").GetString()));
        Assert.Equal(0, (await Run("redeliver", "--text", "message 1")).Exit);
        Assert.Equal(((2, 0), (1, 0)), (await Counts(Dead), await Counts(Queue)));
    }

    [Fact]
    public async Task SQS_moves_all_of_it_back_in_bulk()
    {
        await DieAsync(12);

        var (exit, lines) = await RunJson("redrive", "--queue", Dead, "--rate", "100");

        Assert.Equal((0, 12), (exit, lines[0].GetProperty("done").GetInt32()));
        Assert.Equal(((0, 0), (12, 0)), (await Counts(Dead), await Counts(Queue)));
        var entry = Assert.Single((await RunJson("audit")).Lines);
        Assert.Equal(("redrive", "done", 12), (entry.GetProperty("action").GetString(), entry.GetProperty("outcome").GetString(), entry.GetProperty("messages").GetInt32()));
    }

    [Fact]
    public async Task Only_a_dead_letter_queue_can_be_moved()
    {
        await Create(Errors);

        Assert.Equal(4, (await Run("redrive", "--queue", Errors)).Exit);
        Assert.Equal(4, (await Run("redrive", "--queue", $"{Queue}-nowhere")).Exit);
    }

    private async Task DieAsync(int messages)
    {
        var arn = (await Sqs.GetQueueAttributesAsync(await Create(Dead), ["QueueArn"], Cancellation)).QueueARN;
        var url = await Create(Queue, new() { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":"1"}""" });
        for (var i = 0; i < messages; i++)
            await Sqs.SendMessageAsync(url, $"message {i}", Cancellation);
        var receive = new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, VisibilityTimeout = 0 };
        await Eventually.TrueAsync(async () =>
        {
            await Sqs.ReceiveMessageAsync(receive, Cancellation);
            return await Counts(Dead) == (messages, 0);
        });
    }
}
