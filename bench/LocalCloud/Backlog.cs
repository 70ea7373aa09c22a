using System.Diagnostics;
using System.Globalization;
using Amazon.SQS.Model;

namespace FaceRec.Bench.LocalCloud;

/// <summary>100,000 messages are sent, and drained by 8 clients in batches of ten: the last fifth must come as fast as the first.</summary>
static class Backlog
{
    const int Messages = 100_000;
    const int Parts = 5;
    const int Clients = 8;

    public static async Task RunAsync()
    {
        await using var server = await Server.StartDurableAsync();
        using var sqs = server.Sqs();
        var queue = (await sqs.CreateQueueAsync(new CreateQueueRequest("backlog") { Attributes = new() { ["VisibilityTimeout"] = "600" } })).QueueUrl;
        var body = new string('x', 500);
        var left = Messages / 10;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await sqs.SendMessageBatchAsync(queue, [.. Enumerable.Range(0, 10).Select(i => new SendMessageBatchRequestEntry($"{i}", body))]);
        })));
        Print("sent, messages/s", Messages / watch.Elapsed.TotalSeconds);

        for (var part = 1; part <= Parts; part++)
        {
            var until = Messages / Parts * (Parts - part);
            watch.Restart();
            var drained = 0;
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Add(ref drained, 10) <= Messages / Parts)
                {
                    var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 });
                    await sqs.DeleteMessageBatchAsync(queue, [.. received.Messages.Select((message, i) => new DeleteMessageBatchRequestEntry($"{i}", message.ReceiptHandle))]);
                }
            })));
            Print($"drained to {until}, messages/s", Messages / Parts / watch.Elapsed.TotalSeconds);
        }

        Print("memory at the end, MB", server.MemoryBytes / 1e6);
    }

    static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-56} {value,10:0}"));
}
