using Amazon.SQS.Model;

namespace FaceRec.Bench.LocalCloud;

/// <summary>Send, receive, delete: cycles a second, at several numbers of clients.</summary>
static class SqsCycles
{
    const int Count = 5;

    static readonly TimeSpan Duration = TimeSpan.FromSeconds(1.5);

    public static async Task RunAsync()
    {
        var servers = await Server.StartAllAsync();
        var rounds = new Rounds();
        int[] clients = [1, 8, 32];
        for (var round = 0; round <= Count; round++)
        {
            foreach (var number in clients)
            {
                foreach (var server in servers)
                {
                    var rate = await MeasureAsync(server, number);
                    if (round > 0)
                        rounds.Note($"{number} clients, {server.Name}", rate);
                }
            }
        }

        rounds.PrintAll();
        foreach (var number in clients)
        {
            rounds.PrintRatio($"{number} clients, durable", $"{number} clients, in memory");
            if (servers.Count > 2)
                rounds.PrintRatio($"{number} clients, durable", $"{number} clients, moto");
        }

        foreach (var server in servers)
            await server.DisposeAsync();
    }

    static async Task<double> MeasureAsync(Server server, int clients)
    {
        using var sqs = server.Sqs();
        var queue = (await sqs.CreateQueueAsync($"cycles-{Guid.NewGuid():N}")).QueueUrl;
        var body = new string('x', 500);
        var rate = await Clients.RateAsync(clients, Duration, async _ =>
        {
            await sqs.SendMessageAsync(queue, body);
            var received = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { WaitTimeSeconds = 1 });
            foreach (var message in received.Messages ?? [])
                await sqs.DeleteMessageAsync(queue, message.ReceiptHandle);
        });
        await sqs.DeleteQueueAsync(queue);
        return rate;
    }
}
