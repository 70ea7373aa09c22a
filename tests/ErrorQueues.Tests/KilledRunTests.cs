using System.Diagnostics;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues.Tests;

public class KilledRunTests(SqsServer server) : ErrorsTest(server)
{
    const int Messages = 120;

    [Fact]
    public async Task A_run_that_is_killed_loses_nothing_and_what_it_sent_twice_has_one_redelivery_id()
    {
        await Create(Queue);
        var errors = await Create(Errors);
        foreach (var chunk in Enumerable.Range(0, Messages).Chunk(10))
            await Sqs.SendMessageBatchAsync(errors, [.. chunk.Select(x => new SendMessageBatchRequestEntry($"{x}", $"message {x}"))], Cancellation);

        using (var run = Start("--rate", "40"))
        {
            await Until(() => Counts(Queue).Result.Visible >= 30);
            run.Kill();
            await run.WaitForExitAsync(Cancellation);
        }

        Assert.InRange((await Counts(Queue)).Visible, 30, Messages - 1);

        // What it had in hand is hidden until its visibility ends, half a minute at most.
        var until = DateTime.UtcNow.AddSeconds(50);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while ((await Counts(Errors)).Hidden > 0)
        {
            Assert.True(DateTime.UtcNow < until, "What the killed run had in hand did not come back.");
            await timer.WaitForNextTickAsync(Cancellation);
        }

        using (var again = Start())
        {
            await again.WaitForExitAsync(Cancellation);
            Assert.Equal(0, again.ExitCode);
        }

        Assert.Equal((0, 0), await Counts(Errors));
        var received = await ReceiveAll();
        Assert.Equal(Enumerable.Range(0, Messages).Select(x => $"message {x}").Order(), received.Select(message => message.Body).Distinct().Order());
        Assert.InRange(received.Count, Messages, Messages + 10); // a batch between sending and deleting
        Assert.Equal(Messages, received.Select(message => message.MessageAttributes[RedeliveryMark.AttributeName].StringValue).Distinct().Count());
    }

    private Process Start(params string[] options)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(ErrorQueue).Assembly.Location, "redeliver", "--all", "--queue", Errors, "--bucket", Bucket, "--service-url", Server.Config().ServiceURL, .. options])
            start.ArgumentList.Add(argument);
        (start.Environment["AWS_ACCESS_KEY_ID"], start.Environment["AWS_SECRET_ACCESS_KEY"]) = ("test", "test");
        return Process.Start(start)!;
    }

    private async Task<List<Message>> ReceiveAll()
    {
        var url = (await Sqs.GetQueueUrlAsync(Queue, Cancellation)).QueueUrl;
        var all = new List<Message>();
        while (true)
        {
            var batch = (await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, WaitTimeSeconds = 1, MessageAttributeNames = ["All"] }, Cancellation)).Messages;
            if (batch is not { Count: > 0 })
                return all;
            all.AddRange(batch);
        }
    }
}
