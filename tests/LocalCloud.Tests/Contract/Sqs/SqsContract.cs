using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

/// <summary>What SQS does, as the AWS SDK sees it: what all parts of the contract need.</summary>
public abstract class SqsContract(Backend backend) : IAsyncDisposable
{
    // Seconds that a slow machine has time to look before they are over.
    protected const int Soon = 5;

    private readonly List<string> _queues = [];

    protected Backend Backend => backend;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IAmazonSQS Sqs => Backend.Sqs;

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues)
        {
            try
            {
                await Sqs.DeleteQueueAsync(queue, CancellationToken.None);
            }
            catch (QueueDoesNotExistException)
            {
                // The test deleted it.
            }
        }

        GC.SuppressFinalize(this);
    }

    protected static string Name() => $"contract-{Guid.NewGuid():N}";

    protected static string RedrivePolicy(string arn, int maxReceiveCount) =>
        $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{maxReceiveCount}}}""";

    protected async Task<string> CreateAsync(Dictionary<string, string>? attributes = null, string? name = null)
    {
        var request = new CreateQueueRequest { QueueName = name ?? Name(), Attributes = attributes };
        var url = (await Sqs.CreateQueueAsync(request, Cancellation)).QueueUrl;
        if (!_queues.Contains(url))
            _queues.Add(url);
        return url;
    }

    protected async Task<string> CreateFifoAsync(bool byContent = false, string? redriveTo = null)
    {
        var attributes = new Dictionary<string, string> { ["FifoQueue"] = "true", ["ContentBasedDeduplication"] = byContent ? "true" : "false" };
        if (redriveTo is not null)
            attributes["RedrivePolicy"] = RedrivePolicy(await ArnAsync(redriveTo), 1);
        return await CreateAsync(attributes, $"{Name()}.fifo");
    }

    protected async Task<(string Queue, string Dead)> CreateWithDeadLettersAsync(int maxReceiveCount)
    {
        var dead = await CreateAsync();
        return (await CreateAsync(new() { ["RedrivePolicy"] = RedrivePolicy(await ArnAsync(dead), maxReceiveCount) }), dead);
    }

    protected async Task BuryAsync(string queue, string dead, int count) => await Eventually.TrueAsync(async () =>
    {
        await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, VisibilityTimeout = 0 }, Cancellation);
        return (await CountAsync(dead)).Visible == count;
    });

    protected Task<SendMessageResponse> SendFifoAsync(string queue, string group, string body, string? id = null) =>
        Sqs.SendMessageAsync(new SendMessageRequest(queue, body)
        {
            MessageGroupId = group,
            MessageDeduplicationId = id ?? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(group + body))),
        }, Cancellation);

    protected async Task<ListMessageMoveTasksResultEntry> LastTaskAsync(string sourceArn) =>
        (await Sqs.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = sourceArn }, Cancellation)).Results[0];

    protected async Task<List<string>> ListAsync(string prefix) =>
        (await Sqs.ListQueuesAsync(new ListQueuesRequest(prefix), Cancellation)).QueueUrls ?? [];

    protected async Task<string> ArnAsync(string queue) => (await Sqs.GetQueueAttributesAsync(queue, ["QueueArn"], Cancellation)).QueueARN;

    protected async Task<(int Visible, int InFlight, int Delayed)> CountAsync(string queue)
    {
        var counts = await Sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation);
        return (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible, counts.ApproximateNumberOfMessagesDelayed);
    }

    protected async Task<List<Message>> ReceiveAsync(string queue, int max = 1, int wait = 0, int? visibility = null, List<string>? attributes = null) =>
        (await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue)
        {
            MaxNumberOfMessages = max,
            WaitTimeSeconds = wait,
            VisibilityTimeout = visibility,
            MessageSystemAttributeNames = ["All"],
            MessageAttributeNames = attributes,
        }, Cancellation)).Messages ?? [];

    protected async Task<Message> ReceiveOneAsync(string queue, int wait = 2, int? visibility = null, List<string>? attributes = null) =>
        Assert.Single(await ReceiveAsync(queue, 1, wait, visibility, attributes));
}
