using Amazon.SQS;
using Amazon.SQS.Model;
using FaceRec.LocalCloud;
using FaceRec.Messages;

namespace FaceRec.Gateway.Tests.Errors;

/// <summary>Puts messages into an error queue as the workers' transport does.</summary>
internal static class FailedMessages
{
    public static AmazonSQSClient Client(LocalAws aws) => new("local", "local", new AmazonSQSConfig { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });

    /// <summary>Lets a message fail, and gives MassTransit's id of it.</summary>
    public static async Task<Guid> AddAsync(IAmazonSQS sqs, string id, string type, object message, string exception = "System.InvalidOperationException")
    {
        var queue = new Queues(id).Recognition;
        await sqs.CreateQueueAsync(queue);
        var url = (await sqs.CreateQueueAsync($"{queue}_error")).QueueUrl;
        var messageId = Guid.NewGuid();
        await sqs.SendMessageAsync(new SendMessageRequest(url, System.Text.Json.JsonSerializer.Serialize(new
        {
            messageId,
            requestId = Guid.NewGuid(),
            messageType = new[] { $"urn:message:FaceRec.Messages:{type}" },
            message,
            headers = new Dictionary<string, string>(),
        }, System.Text.Json.JsonSerializerOptions.Web))
        {
            MessageAttributes = new Dictionary<string, string>
            {
                ["MT-Reason"] = "fault",
                ["MT-Fault-ExceptionType"] = exception,
                ["MT-Fault-Message"] = "It does not work.",
                ["MT-Fault-InputAddress"] = $"amazonsqs://us-east-1/{queue}",
            }.ToDictionary(pair => pair.Key, pair => new MessageAttributeValue { DataType = "String", StringValue = pair.Value }),
        });
        return messageId;
    }

    /// <summary>The messages that a queue shows, and how many it hides.</summary>
    public static async Task<(int Visible, int Hidden)> CountAsync(IAmazonSQS sqs, string queue)
    {
        var url = (await sqs.GetQueueUrlAsync(queue)).QueueUrl;
        var counts = await sqs.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]);
        return (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible);
    }
}
