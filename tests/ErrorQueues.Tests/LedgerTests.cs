using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues.Tests;

public class LedgerTests(SqsServer server) : ErrorsTest(server)
{
    [Fact]
    public async Task What_a_run_sent_before_it_died_is_not_sent_again()
    {
        await Create(Queue);
        var url = await Create(Errors);
        for (var i = 0; i < 5; i++)
            await Sqs.SendMessageAsync(url, $"message {i}", Cancellation);
        var store = new ErrorStore(S3, Bucket);
        var queue = await new ErrorQueueDirectory(Sqs).GetAsync(Errors, Cancellation);

        using (var dying = new DiesBeforeDeleting(Server))
        {
            var ledger = await SentLedger.OpenAsync(store, TimeProvider.System, Cancellation);
            await Assert.ThrowsAsync<IOException>(() => new Redelivery(dying, TimeProvider.System, ledger).RunAsync([queue], new MessageFilter(), new RedeliveryOptions(), null, Cancellation));
        }

        Assert.Equal((5, 0), await Counts(Errors));
        Assert.Equal((5, 0), await Counts(Queue));
        var (exit, lines) = await RunJson("redeliver", "--all");
        Assert.Equal((0, 0, 5), (exit, lines[0].GetProperty("done").GetInt32(), lines[0].GetProperty("alreadySent").GetInt32()));
        Assert.Equal((0, 0), await Counts(Errors));
        Assert.Equal((5, 0), await Counts(Queue));
        Assert.Empty(await store.ListAsync("errors/sent/", null, Cancellation).ToListAsync(Cancellation));
    }

    /// <summary>What a process looks like that is killed between sending and deleting.</summary>
    sealed class DiesBeforeDeleting(SqsServer server) : AmazonSQSClient(SqsServer.Credentials, server.Config())
    {
        public override Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default)
            => throw new IOException("killed");
    }
}
