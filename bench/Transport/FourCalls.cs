using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.Bench.Transport;

/// <summary>The least that a round trip can be: send, receive, send, receive, one after the other, and nothing deleted while it is timed.</summary>
sealed class FourCalls(AmazonSQSClient client, string requests, string replies) : IRoundTrips
{
    public static async Task<FourCalls> StartAsync(SqsCalls calls)
    {
        var client = calls.Client();
        var name = $"four-{Guid.NewGuid():N}";
        return new FourCalls(client, (await client.CreateQueueAsync($"{name}-requests")).QueueUrl, (await client.CreateQueueAsync($"{name}-replies")).QueueUrl);
    }

    public async Task AskAsync(int number)
    {
        await PassAsync(requests, number);
        await PassAsync(replies, number);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task PassAsync(string queue, int number)
    {
        await client.SendMessageAsync(queue, number.ToString(CultureInfo.InvariantCulture));
        await client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 1, WaitTimeSeconds = 20 });
    }
}
