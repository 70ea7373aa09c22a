using System.Collections.Concurrent;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.Bench.Transport;

/// <summary>
/// What one writes by hand over the SDK: loops that receive up to ten, answer each with a send, and delete what was received in one batch.
/// No envelope, no retry, no renewal of visibility.
/// </summary>
sealed class SdkRoundTrips : IRoundTrips
{
    const int Loops = 4;

    readonly ConcurrentDictionary<int, TaskCompletionSource> _waiting = new();
    readonly CancellationTokenSource _stop = new();
    readonly AmazonSQSClient _client;
    readonly string _requests;
    readonly string _replies;
    readonly Task _loops;

    SdkRoundTrips(AmazonSQSClient client, string requests, string replies)
    {
        (_client, _requests, _replies) = (client, requests, replies);
        _loops = Task.WhenAll(Enumerable.Range(0, Loops).SelectMany(_ => new[]
        {
            Task.Run(() => Loop(_requests, message => _client.SendMessageAsync(_replies, message.Body))),
            Task.Run(() => Loop(_replies, message =>
            {
                _waiting[int.Parse(message.Body, CultureInfo.InvariantCulture)].TrySetResult();
                return Task.CompletedTask;
            })),
        }));
    }

    public static async Task<SdkRoundTrips> StartAsync(SqsCalls calls)
    {
        var client = calls.Client();
        var name = $"sdk-{Guid.NewGuid():N}";
        return new SdkRoundTrips(client, (await client.CreateQueueAsync($"{name}-requests")).QueueUrl, (await client.CreateQueueAsync($"{name}-replies")).QueueUrl);
    }

    public async Task AskAsync(int number)
    {
        var answer = _waiting[number] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _client.SendMessageAsync(_requests, number.ToString(CultureInfo.InvariantCulture));
        await answer.Task;
        _waiting.TryRemove(number, out _);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loops;
        _client.Dispose();
        _stop.Dispose();
    }

    async Task Loop(string queue, Func<Message, Task> handle)
    {
        try
        {
            while (true)
            {
                var received = await _client.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, WaitTimeSeconds = 20 }, _stop.Token);
                if (received.Messages is not { Count: > 0 } messages)
                    continue;
                await Task.WhenAll(messages.Select(handle));
                await _client.DeleteMessageBatchAsync(queue, [.. messages.Select(message => new DeleteMessageBatchRequestEntry(message.MessageId, message.ReceiptHandle))]);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }
}
