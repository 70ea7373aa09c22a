using System.Diagnostics;
using Amazon.SQS.Model;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRec.Bench.Transport;

/// <summary>How fast a full queue is emptied.</summary>
static class Consuming
{
    /// <summary>Messages a second through an endpoint of SqsTransport.</summary>
    public static async Task<double> OverBusAsync(SqsCalls calls, int messages)
    {
        var queue = $"consume-{Guid.NewGuid():N}";
        using (var sender = await BusRoundTrips.StartAsync(bus => bus.UsingAmazonSqs((_, sqs) => BusRoundTrips.Connect(sqs, calls))))
        {
            var endpoint = await sender.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri($"queue:{queue}"));
            await Task.WhenAll(Enumerable.Range(0, messages).Select(number => endpoint.Send(new Ask(number))));
            await sender.StopAsync();
        }

        var (handled, done) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var watch = Stopwatch.StartNew();
        using var host = await BusRoundTrips.StartAsync(bus => bus.UsingAmazonSqs((_, sqs) =>
        {
            BusRoundTrips.Connect(sqs, calls);
            sqs.ReceiveEndpoint(queue, (IAmazonSqsReceiveEndpointConfigurator endpoint) =>
            {
                endpoint.PrefetchCount = 100;
                endpoint.Handler<Ask>(_ =>
                {
                    if (Interlocked.Increment(ref handled) == messages)
                        done.SetResult();
                    return Task.CompletedTask;
                });
            });
        }));
        await done.Task;
        var rate = messages / watch.Elapsed.TotalSeconds;
        await host.StopAsync();
        return rate;
    }

    /// <summary>Messages a second through four loops over the SDK, each of which receives ten and deletes ten.</summary>
    public static async Task<double> OverSdkAsync(SqsCalls calls, int messages)
    {
        using var client = calls.Client();
        var url = (await client.CreateQueueAsync($"consume-{Guid.NewGuid():N}")).QueueUrl;
        await Parallel.ForEachAsync(Enumerable.Range(0, messages / 10), async (_, _) => await client.SendMessageBatchAsync(url,
            [.. Enumerable.Range(0, 10).Select(id => new SendMessageBatchRequestEntry($"{id}", """{"number":1}"""))]));

        var handled = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (Volatile.Read(ref handled) < messages)
            {
                var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest(url) { MaxNumberOfMessages = 10, WaitTimeSeconds = 0 });
                if (received.Messages is not { Count: > 0 } some)
                    continue;
                await client.DeleteMessageBatchAsync(url, [.. some.Select(message => new DeleteMessageBatchRequestEntry(message.MessageId, message.ReceiptHandle))]);
                Interlocked.Add(ref handled, some.Count);
            }
        }));
        return messages / watch.Elapsed.TotalSeconds;
    }
}
