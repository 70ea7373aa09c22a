using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.Bench.ErrorQueues;

/// <summary>Fills error queues with messages as the workers' transport writes them: about 1.1 kB each, attributes included.</summary>
sealed class FailedMessages(IAmazonSQS sqs)
{
    const int AtOnce = 4;
    const string Stack = "   at FaceRec.Recognition.Matching.LiveGallery.Check(CollectionView view, IEnumerable`1 faces)\n   at FaceRec.Recognition.Matching.LiveGallery.FollowAsync(String collection)\n"
        + "   at FaceRec.Recognition.Consumers.RecognizeFacesConsumer.RecognizeAsync(ConsumeContext`1 context)";

    public async Task AddAsync(string queue, int count)
    {
        await sqs.CreateQueueAsync(queue);
        var url = (await sqs.CreateQueueAsync($"{queue}_error")).QueueUrl;
        await Parallel.ForEachAsync(Enumerable.Range(0, count).Chunk(10), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (numbers, cancellationToken) =>
            await sqs.SendMessageBatchAsync(new SendMessageBatchRequest(url, [.. numbers.Select(number => Entry(queue, number))]), cancellationToken));
    }

    static SendMessageBatchRequestEntry Entry(string queue, int number)
    {
        var id = Guid.NewGuid();
        return new SendMessageBatchRequestEntry((number % 10).ToString(CultureInfo.InvariantCulture), JsonSerializer.Serialize(new
        {
            messageId = id,
            requestId = id,
            messageType = new[] { "urn:message:FaceRec.Messages:RecognizeFaces" },
            message = new { recognitionId = id, pictureKey = $"pictures/{id}", collection = "default" },
        }))
        {
            MessageAttributes = new Dictionary<string, string>
            {
                ["Content-Type"] = "application/vnd.masstransit+json",
                ["MT-Reason"] = "fault",
                ["MT-Fault-ExceptionType"] = $"System.Exception{number % 7}",
                ["MT-Fault-Message"] = "Collection default holds faces of another model, which cannot be compared with this worker's.",
                ["MT-Fault-InputAddress"] = $"amazonsqs://us-east-1/{queue}",
                ["MT-Fault-Timestamp"] = "2026-11-23T12:00:00.0000000Z",
                ["MT-Fault-StackTrace"] = Stack,
            }.ToDictionary(pair => pair.Key, pair => new MessageAttributeValue { DataType = "String", StringValue = pair.Value }),
        };
    }
}
