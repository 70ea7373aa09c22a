using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;

namespace SqsTransport.Tests;

/// <summary>A test with queue names of its own and eyes on the queues.</summary>
public abstract class SqsTest : IAsyncLifetime
{
    private readonly string _prefix = $"t{Guid.NewGuid():N}"[..12];

    protected SqsTest(SqsServer server) => Server = server;

    protected SqsServer Server { get; }
    protected IAmazonSQS Sqs => Server.Client;
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Server.Absence is not null, Server.Absence ?? "");
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected string Name(string name) => $"{_prefix}-{name}";

    internal Task<TestBus> StartBus(Action<IAmazonSqsBusFactoryConfigurator> configure, Action<IBusRegistrationConfigurator>? register = null, SqsTraffic? traffic = null)
        => TestBus.StartAsync(Server, configure, register, traffic);

    internal Task<TestBus> StartClient() => StartBus(_ => { });

    protected async Task<string?> Url(string queue)
    {
        try
        {
            return (await Sqs.GetQueueUrlAsync(queue, Cancellation)).QueueUrl;
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }

    /// <summary>Receives and deletes the next message.</summary>
    protected async Task<Message> Next(string queue)
    {
        var url = await Eventually.GetAsync(() => Url(queue), found => found is not null);
        var message = await Eventually.GetAsync(async () => (await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url)
        {
            WaitTimeSeconds = 1,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = ["All"]
        }, Cancellation)).Messages?.FirstOrDefault(), found => found is not null);
        await Sqs.DeleteMessageAsync(url, message!.ReceiptHandle, Cancellation);
        return message;
    }

    /// <summary>Visible, in flight and delayed together.</summary>
    protected async Task<int> Count(string queue)
    {
        var url = await Url(queue);
        if (url is null)
            return 0;
        var counts = await Sqs.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"], Cancellation);
        return counts.ApproximateNumberOfMessages + counts.ApproximateNumberOfMessagesNotVisible + counts.ApproximateNumberOfMessagesDelayed;
    }

    protected async Task<string[]> ReplyQueues()
        => [.. ((await Sqs.ListQueuesAsync(new ListQueuesRequest(), Cancellation)).QueueUrls ?? []).Where(url => url.Contains("_bus_", StringComparison.Ordinal))];
}
