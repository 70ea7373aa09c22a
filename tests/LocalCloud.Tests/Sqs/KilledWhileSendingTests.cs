using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Sqs;

public sealed class KilledWhileSendingTests
{
    private const int Sends = 10_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        await using (var cloud = await CloudProcess.StartAsync("--aws-only", "--data", folder.Path))
        {
            using var sqs = cloud.Sqs();
            var queue = (await sqs.CreateQueueAsync(new CreateQueueRequest("kept") { Tags = new() { ["team"] = "faces" } }, Cancellation)).QueueUrl;
            var killAt = Random.Shared.Next(Sends / 4, Sends * 3 / 4);
            var count = 0;
            var isKilled = false;
            Task? killing = null;
            await Parallel.ForEachAsync(Enumerable.Range(0, Sends), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation }, async (number, cancel) =>
            {
                if (killing?.IsCompleted is true)
                    return;
                try
                {
                    var sent = await sqs.SendMessageAsync(queue, $"message {number}", cancel);
                    acknowledged[sent.MessageId] = $"message {number}";
                    if (Interlocked.Increment(ref count) == killAt)
                    {
                        isKilled = true;
                        killing = cloud.KillAsync();
                    }
                }
                catch (Exception) when (Volatile.Read(ref isKilled))
                {
                    // Not acknowledged, whatever the SDK makes of a connection that ends anywhere.
                }
            });
            Assert.NotNull(killing);
            await killing;
            Assert.InRange(acknowledged.Count, Sends / 4, Sends - 1);
        }

        await using var again = await CloudProcess.StartAsync("--aws-only", "--data", folder.Path);
        using var client = again.Sqs();
        var url = (await client.GetQueueUrlAsync("kept", Cancellation)).QueueUrl;
        Assert.Equal("faces", (await client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url }, Cancellation)).Tags["team"]);
        var found = await ReceiveAllAsync(client, url);
        Assert.DoesNotContain(acknowledged, message => found.GetValueOrDefault(message.Key) != message.Value);
    }

    [Fact]
    public async Task Handles_receives_and_deletions_outlive_a_kill()
    {
        using var folder = new TemporaryFolder();
        string queue, handle;
        await using (var cloud = await CloudProcess.StartAsync("--aws-only", "--data", folder.Path))
        {
            using var sqs = cloud.Sqs();
            queue = (await sqs.CreateQueueAsync("kept", Cancellation)).QueueUrl;
            foreach (var body in new[] { "deleted", "held", "waiting" })
                await sqs.SendMessageAsync(queue, body, Cancellation);
            var received = (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 2, VisibilityTimeout = 600 }, Cancellation)).Messages;
            await sqs.DeleteMessageAsync(queue, received.Single(message => message.Body == "deleted").ReceiptHandle, Cancellation);
            handle = received.Single(message => message.Body == "held").ReceiptHandle;
            await cloud.KillAsync();
        }

        await using var again = await CloudProcess.StartAsync("--aws-only", "--data", folder.Path);
        using var client = again.Sqs();
        var left = (await client.ReceiveMessageAsync(new ReceiveMessageRequest("kept") { MaxNumberOfMessages = 10 }, Cancellation)).Messages;
        Assert.Equal(["waiting"], left.Select(message => message.Body));
        await client.ChangeMessageVisibilityAsync(new ChangeMessageVisibilityRequest { QueueUrl = "kept", ReceiptHandle = handle, VisibilityTimeout = 0 }, Cancellation);
        var shown = await client.ReceiveMessageAsync(new ReceiveMessageRequest("kept") { MessageSystemAttributeNames = ["ApproximateReceiveCount"] }, Cancellation);
        Assert.Equal(("held", "2"), (shown.Messages.Single().Body, shown.Messages.Single().Attributes["ApproximateReceiveCount"]));
    }

    private static async Task<Dictionary<string, string>> ReceiveAllAsync(Amazon.SQS.IAmazonSQS sqs, string queue)
    {
        var found = new Dictionary<string, string>();
        while (true)
        {
            var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, VisibilityTimeout = 600 }, Cancellation);
            if (received.Messages is not { Count: > 0 } messages)
                return found;
            foreach (var message in messages)
                found.Add(message.MessageId, message.Body);
        }
    }
}
