using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues.Tests;

public class RedeliveryTests(SqsServer server) : ErrorsTest(server)
{
    [Fact]
    public async Task Everything_is_sent_back_once_and_is_handled_by_the_mended_worker()
    {
        string[] names = [.. Enumerable.Range(0, 35).Select(x => $"{x}")];
        await using var worker = await Fail(NoModel, names);
        worker.Broken = null;

        var (exit, lines) = await RunJson("redeliver", "--all");

        Assert.Equal(0, exit);
        Assert.Equal(35, lines[0].GetProperty("done").GetInt32());
        await Until(() => worker.Done.Count >= 35);
        await Visible(Queue, 0);
        Assert.Equal((0, 0), await Counts(Errors));
        Assert.Equal(names.Order(), worker.Done.Select(done => done.Name).Order());
    }

    [Fact]
    public async Task A_message_keeps_its_ids_and_headers()
    {
        await using var worker = await StartWorker();
        worker.Broken = NoModel;
        var (request, id) = (Guid.NewGuid(), Guid.NewGuid());
        await worker.SendAsync(new Work("a"), request, id);
        await Visible(Errors, 1);
        worker.Broken = null;

        await Run("redeliver", "--request", $"{request}");

        await Until(() => !worker.Done.IsEmpty);
        Assert.Equal(new Worker.Handled("a", request, id, "acme"), Assert.Single(worker.Done));
    }

    [Fact]
    public async Task The_body_and_attributes_are_what_they_were_and_only_the_story_of_the_failure_is_gone()
    {
        const string Body = "{ \"message\": {},\r\n\t\"odd\": \"\u00e4 \ud83d\ude00\" } ";
        await Create(Queue);
        await FailedByHand(Body, Queue, ("tenant", "acme"), ("Content-Type", "application/vnd.masstransit+json"));

        await Run("redeliver", "--all");

        var sent = await Next(Queue);
        Assert.Equal(Body, sent.Body);
        Assert.Equal(["Content-Type", RedeliveryMark.AttributeName, "tenant"], sent.MessageAttributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("acme", sent.MessageAttributes["tenant"].StringValue);
        Assert.Equal((0, 0), await Counts(Errors));
    }

    [Fact]
    public async Task What_the_official_transport_moved_is_listed_grouped_and_shown()
    {
        await FailedByHand("""{"messageId":"6ba40000-0000-0000-0000-000000000001","messageType":["urn:message:FaceRec.Messages:RecognizeFaces"],"message":{}}""", Queue);
        await FailedByHand("""{"messageId":"6ba40000-0000-0000-0000-000000000002","messageType":["urn:message:FaceRec.Messages:RecognizeFaces"],"message":{}}""", Queue);

        var group = Assert.Single((await RunJson("groups")).Lines);
        var shown = Assert.Single((await RunJson("show", "6ba40000-0000-0000-0000-000000000002")).Lines);

        Assert.Equal((2, "bad pixels"), (group.GetProperty("count").GetInt32(), group.GetProperty("site").GetString()));
        Assert.Equal(("RecognizeFaces", Queue), (shown.GetProperty("messageType").GetString(), shown.GetProperty("inputQueue").GetString()));
        Assert.False(shown.TryGetProperty("exceptionType", out _));
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_sent_and_sends_nothing()
    {
        await using var worker = await Fail(NoModel, "a", "b", "c");
        worker.Broken = null;

        var (exit, lines) = await RunJson("redeliver", "--all", "--dry-run");

        Assert.Equal(0, exit);
        Assert.Equal(3, lines[0].GetProperty("destinations").GetProperty(Queue).GetInt32());
        Assert.Equal((3, 0), await Counts(Errors));
        Assert.Empty(worker.Done);
    }

    [Fact]
    public async Task Only_the_chosen_group_is_sent_and_no_more_than_asked_for()
    {
        await using var worker = await Fail(work => work.Name == "bad" ? new FormatException("x") : NoModel(work), "a", "b", "c", "d", "bad");
        worker.Broken = null;
        var group = (await RunJson("groups", "--exception", "InvalidOperation")).Lines[0].GetProperty("group").GetString()!;

        var (exit, _) = await RunJson("redeliver", "--group", group, "--max", "3");

        Assert.Equal(0, exit);
        await Until(() => worker.Done.Count >= 3);
        await Visible(Errors, 2);
        Assert.DoesNotContain(worker.Done, done => done.Name == "bad");
        Assert.Equal(3, worker.Done.Count);
    }

    [Fact]
    public async Task Messages_go_to_another_queue_where_one_is_named()
    {
        await using var worker = await Fail(NoModel, "a");
        await Create($"{Queue}-lab");

        await Run("redeliver", "--all", "--to", $"{Queue}-lab");

        Assert.Contains("\"name\": \"a\"", (await Next($"{Queue}-lab")).Body, StringComparison.Ordinal);
        Assert.Equal((0, 0), await Counts(Errors));
    }

    [Fact]
    public async Task A_message_whose_queue_is_gone_stays()
    {
        await FailedByHand("x", $"{Queue}-gone");

        var (exit, output) = await Run("redeliver", "--all");

        Assert.Equal(3, exit);
        Assert.Contains($"There is no queue '{Queue}-gone'", output, StringComparison.Ordinal);
        Assert.Equal((1, 0), await Counts(Errors));
    }

    [Fact]
    public async Task What_fails_again_is_counted_and_left_out_next_time_unless_forced()
    {
        await using var worker = await Fail(NoModel, "a");
        Assert.Equal(0, (await Run("redeliver", "--all")).Exit);
        await Visible(Errors, 1);

        Assert.Equal(1, (await RunJson("list")).Lines[0].GetProperty("redeliveries").GetInt32());
        var (exit, lines) = await RunJson("redeliver", "--all");
        Assert.Equal((2, 1), (exit, lines[0].GetProperty("poison").GetInt32()));
        Assert.Equal((1, 0), await Counts(Errors));

        await Run("redeliver", "--all", "--force");
        await Until(() => RunJson("list").Result.Lines is [var line] && line.GetProperty("redeliveries").GetInt32() == 2);
    }

    [Fact]
    public async Task A_run_ends_although_everything_fails_again_and_stops_when_told_to()
    {
        await using var worker = await Fail(NoModel, [.. Enumerable.Range(0, 30).Select(x => $"{x}")]);

        // Ten at first, then a pause in which they fail again.
        var (exit, lines) = await RunJson("redeliver", "--all", "--rate", "20", "--stop-after-failures", "5");

        Assert.Equal(5, exit);
        Assert.Contains("have failed since", lines[0].GetProperty("stopped").GetString(), StringComparison.Ordinal);
        Assert.True(lines[0].GetProperty("done").GetInt32() < 30);
        await Visible(Errors, 30);
        Assert.Equal(0, (await Run("redeliver", "--all", "--force")).Exit);
        await Visible(Errors, 30);
    }

    [Fact]
    public async Task A_message_that_is_sent_twice_has_the_same_redelivery_id_both_times()
    {
        await Create(Queue);
        await FailedByHand("x", Queue);
        var failed = await new FailedMessages(Sqs).FindAsync([await new ErrorQueueDirectory(Sqs).GetAsync(Errors, Cancellation)], new MessageFilter(), Cancellation).SingleAsync(Cancellation);

        // As a run does that is killed before it deletes.
        await new Destinations(Sqs).SendAsync(Queue, [failed]);
        await Run("redeliver", "--all");

        var marks = new[] { await Next(Queue), await Next(Queue) }.Select(message => message.MessageAttributes[RedeliveryMark.AttributeName].StringValue).ToArray();
        Assert.Equal(marks[0], marks[1]);
    }

    [Fact]
    public async Task A_message_without_room_for_the_mark_stays()
    {
        await Create(Queue);
        await Sqs.SendMessageAsync(new SendMessageRequest(await Create(Errors), "x")
        {
            MessageAttributes = Enumerable.Range(0, 10).ToDictionary(x => $"own{x}", x => new MessageAttributeValue { DataType = "String", StringValue = "x" }),
        }, Cancellation);

        Assert.Equal(3, (await Run("redeliver", "--all")).Exit);
        Assert.Equal((1, 0), await Counts(Errors));
    }

    [Fact]
    public async Task A_fifo_queue_takes_a_message_once_however_often_it_is_sent()
    {
        var fifo = new Dictionary<string, string> { ["FifoQueue"] = "true" };
        await Create($"{Queue}.fifo", fifo);
        var url = await Create($"{Queue}_error.fifo", fifo);
        await Sqs.SendMessageAsync(new SendMessageRequest(url, "x") { MessageGroupId = "g", MessageDeduplicationId = "d" }, Cancellation);
        var failed = await new FailedMessages(Sqs).FindAsync([ErrorQueue.At(url)], new MessageFilter(), Cancellation).SingleAsync(Cancellation);

        await new Destinations(Sqs).SendAsync($"{Queue}.fifo", [failed]);
        Assert.Equal(0, (await Run("redeliver", "--all")).Exit);

        Assert.Equal((1, 0), await Counts($"{Queue}.fifo"));
        Assert.Equal("g", (await Next($"{Queue}.fifo")).Attributes["MessageGroupId"]);
    }

    [Fact]
    public async Task Interrupted_it_gives_back_what_it_holds()
    {
        await Create(Queue);
        for (var i = 0; i < 15; i++)
            await FailedByHand($"{i}", Queue);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var queue = await new ErrorQueueDirectory(Sqs).GetAsync(Errors, Cancellation);

        var result = await new Redelivery(Sqs, TimeProvider.System, ledger: null).RunAsync([queue], new MessageFilter(), new RedeliveryOptions(), new Stop(stop), stop.Token);

        Assert.NotNull(result.Stopped);
        Assert.InRange(result.Done, 1, 10);
        Assert.Equal((15 - result.Done, 0), await Counts(Errors));
        Assert.Equal((result.Done, 0), await Counts(Queue));
    }

    [Fact]
    public async Task Only_what_is_chosen_is_deleted()
    {
        await using var worker = await Fail(work => work.Name == "bad" ? new FormatException("x") : NoModel(work), "a", "b", "bad");

        Assert.Equal(0, (await Run("delete", "--exception", "FormatException", "--dry-run")).Exit);
        Assert.Equal((3, 0), await Counts(Errors));
        Assert.Equal(0, (await Run("delete", "--exception", "FormatException")).Exit);
        Assert.Equal((2, 0), await Counts(Errors));
        Assert.DoesNotContain("Format", (await Run("groups")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("delete", "--all")).Exit);
        Assert.Equal((0, 0), await Counts(Errors));
        Assert.Equal(2, (await Run("delete", "--all")).Exit);
    }

    private static InvalidOperationException NoModel(Work work) => new("no model");

    /// <summary>As the official transport moves one: no exception type, no stack.</summary>
    private async Task FailedByHand(string body, string inputQueue, params (string Name, string Value)[] attributes)
        => await Sqs.SendMessageAsync(new SendMessageRequest(await Create(Errors), body)
        {
            MessageAttributes = attributes
                .Concat([("MT-Reason", "fault"), ("MT-Fault-InputAddress", $"amazonsqs://us-east-1/{inputQueue}?durable=true"), ("MT-Fault-Message", "bad pixels")])
                .ToDictionary(x => x.Item1, x => new MessageAttributeValue { DataType = "String", StringValue = x.Item2 }),
        }, Cancellation);

    private sealed class Stop(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value) => source.Cancel();
    }
}
