using System.Text.Json;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;
using FaceRec.ErrorQueues.CommandLine;

namespace FaceRec.ErrorQueues.Tests;

/// <summary>A test with a worker's queue of its own, its error queue, and the command line on them.</summary>
public abstract class ErrorsTest(SqsServer server) : IAsyncLifetime
{
    private readonly string _prefix = $"e{Guid.NewGuid():N}"[..12];

    protected SqsServer Server { get; } = server;
    protected AmazonSQSClient Sqs { get; } = server.Client();
    protected AmazonS3Client S3 { get; } = server.S3();
    protected string Bucket => $"{_prefix}-out-bucket";
    protected string Pictures => $"{_prefix}-in-bucket";

    /// <summary>The environment of the command line.</summary>
    protected Dictionary<string, string> Settings { get; } = [];
    protected string Queue => $"{_prefix}-work";
    protected string Errors => $"{Queue}_error";
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal Task<Worker> StartWorker() => Worker.StartAsync(Server, Queue);

    /// <summary>A started worker that has failed these.</summary>
    internal async Task<Worker> Fail(Func<Work, Exception> exception, params string[] names)
    {
        var worker = await StartWorker();
        worker.Broken = exception;
        foreach (var name in names)
            await worker.SendAsync(new Work(name));
        await Visible(Errors, names.Length);
        return worker;
    }

    /// <summary>Runs facerec-errors on this test's queues.</summary>
    protected async Task<(int Exit, string Output)> Run(params string[] args)
    {
        using var output = new StringWriter();
        return (await RunAsync(output, output, args), output.ToString());
    }

    private Task<int> RunAsync(TextWriter output, TextWriter errors, string[] args)
        => new ErrorsCommand(output, errors, () => new AwsAccess(Server.Client(), Server.S3()), Settings.GetValueOrDefault, new MessageContracts(typeof(Work).Assembly)).RunAsync([.. args, "--id", _prefix], Cancellation);

    /// <summary>The same with --json: one element a line of its output.</summary>
    protected async Task<(int Exit, JsonElement[] Lines)> RunJson(params string[] args)
    {
        using var output = new StringWriter();
        var exit = await RunAsync(output, TextWriter.Null, [.. args, "--json"]);
        return (exit, [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))]);
    }

    /// <summary>Waits until so many messages can be received and none is hidden.</summary>
    protected async Task Visible(string queue, int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var until = DateTime.UtcNow.AddSeconds(60);
        while (await Counts(queue) is var counts && counts != (count, 0))
        {
            Assert.True(DateTime.UtcNow < until, $"{queue} holds {counts} and not {count}.");
            await timer.WaitForNextTickAsync(Cancellation);
        }
    }

    protected async Task<(int Visible, int Hidden)> Counts(string queue)
    {
        try
        {
            var url = (await Sqs.GetQueueUrlAsync(queue, Cancellation)).QueueUrl;
            var counts = await Sqs.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], Cancellation);
            return (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible);
        }
        catch (QueueDoesNotExistException)
        {
            return (0, 0);
        }
    }

    protected async Task<string> Create(string queue, Dictionary<string, string>? attributes = null)
        => (await Sqs.CreateQueueAsync(new CreateQueueRequest(queue) { Attributes = attributes ?? [] }, Cancellation)).QueueUrl;

    /// <summary>Receives what is next, and leaves it hidden.</summary>
    protected async Task<Message> Next(string queue)
    {
        Message? found = null;
        var url = (await Sqs.GetQueueUrlAsync(queue, Cancellation)).QueueUrl;
        var request = new ReceiveMessageRequest(url) { WaitTimeSeconds = 5, MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"] };
        found = (await Sqs.ReceiveMessageAsync(request, Cancellation)).Messages?.FirstOrDefault();
        Assert.NotNull(found);
        return found;
    }

    protected static Task Until(Func<bool> condition) => Eventually.TrueAsync(condition);

    public async ValueTask InitializeAsync()
    {
        await S3.PutBucketAsync(Bucket, Cancellation);
        await S3.PutBucketAsync(Pictures, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        Sqs.Dispose();
        S3.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
