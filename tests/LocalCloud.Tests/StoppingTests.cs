using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests;

public sealed class StoppingTests
{
    [Fact]
    public async Task Stopping_waits_neither_for_long_polls_nor_for_a_black_hole()
    {
        var aws = await LocalAws.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var sqs = new AmazonSQSClient(new AnonymousAWSCredentials(), new AmazonSQSConfig { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        var queue = (await sqs.CreateQueueAsync("q", TestContext.Current.CancellationToken)).QueueUrl;
        var poll = sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { WaitTimeSeconds = 20 }, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => aws.CountPollers("q") == 1);
        aws.Faults.Add(new Fault { Kind = FaultKind.Blackhole, Count = 1 });
        var lost = sqs.ListQueuesAsync("", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => aws.Faults.Active.Count == 0);

        await aws.DisposeAsync();

        // A poll that had been waited for would have its empty answer, and the black hole has none.
        await Assert.ThrowsAnyAsync<Exception>(() => poll);
        await Assert.ThrowsAnyAsync<Exception>(() => lost);
    }
}
