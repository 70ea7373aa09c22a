using System.Globalization;
using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>What SQS does, as the AWS SDK sees it.</summary>
public abstract class SqsContract(Backend backend) : IAsyncDisposable
{
    // Seconds that a slow machine has time to look before they are over.
    private const int Soon = 5;

    private readonly List<string> _queues = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAmazonSQS Sqs => backend.Sqs;

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

    [Fact]
    public async Task A_message_comes_back_with_its_attributes_until_it_is_deleted()
    {
        backend.Require();
        var queue = await CreateAsync();
        var body = "{\"picture\":\"🙂 ünïcode\"}\t\r\n";
        var sent = await Sqs.SendMessageAsync(new SendMessageRequest(queue, body)
        {
            MessageAttributes = new()
            {
                ["text"] = new MessageAttributeValue { DataType = "String", StringValue = "ä" },
                ["number"] = new MessageAttributeValue { DataType = "Number.int", StringValue = "42" },
                ["bytes"] = new MessageAttributeValue { DataType = "Binary", BinaryValue = new MemoryStream([0, 1, 255]) },
            },
        }, Cancellation);

        var received = await ReceiveOneAsync(queue, attributes: ["All"]);

        Assert.Equal(sent.MessageId, received.MessageId);
        Assert.Equal(body, received.Body);
        Assert.Equal("ä", received.MessageAttributes["text"].StringValue);
        Assert.Equal("Number.int", received.MessageAttributes["number"].DataType);
        Assert.Equal([0, 1, 255], received.MessageAttributes["bytes"].BinaryValue.ToArray());
        Assert.Equal("1", received.Attributes["ApproximateReceiveCount"]);
        Assert.True(long.Parse(received.Attributes["SentTimestamp"], CultureInfo.InvariantCulture) > 0);
        await Sqs.DeleteMessageAsync(queue, received.ReceiptHandle, Cancellation);
        Assert.Equal((0, 0, 0), await CountAsync(queue));
    }

    [Fact]
    public async Task Only_the_attributes_asked_for_are_returned()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(new SendMessageRequest(queue, "x")
        {
            MessageAttributes = new()
            {
                ["trace.id"] = new MessageAttributeValue { DataType = "String", StringValue = "1" },
                ["trace.parent"] = new MessageAttributeValue { DataType = "String", StringValue = "2" },
                ["other"] = new MessageAttributeValue { DataType = "String", StringValue = "3" },
            },
        }, Cancellation);

        Assert.Null((await ReceiveOneAsync(queue, visibility: 0)).MessageAttributes);
        var some = await ReceiveOneAsync(queue, visibility: 0, attributes: ["trace.*"]);
        Assert.Equal(["trace.id", "trace.parent"], some.MessageAttributes.Keys.Order());
        Assert.Equal(["other"], (await ReceiveOneAsync(queue, visibility: 0, attributes: ["other"])).MessageAttributes.Keys);
    }

    [Fact]
    public async Task A_message_in_flight_is_hidden_until_its_visibility_ends()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        var first = await ReceiveOneAsync(queue);
        Assert.Equal((0, 1, 0), await CountAsync(queue));
        Assert.Empty(await ReceiveAsync(queue));
        await Sqs.ChangeMessageVisibilityAsync(queue, first.ReceiptHandle, 1, Cancellation);

        var second = await ReceiveOneAsync(queue, wait: 20);

        Assert.Equal("2", second.Attributes["ApproximateReceiveCount"]);
        Assert.Equal(first.Attributes["ApproximateFirstReceiveTimestamp"], second.Attributes["ApproximateFirstReceiveTimestamp"]);
        Assert.NotEqual(first.ReceiptHandle, second.ReceiptHandle);
    }

    [Fact]
    public async Task Visibility_can_be_extended_and_ended()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        var message = await ReceiveOneAsync(queue, visibility: Soon);
        await Sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 600, Cancellation);
        Assert.Empty(await ReceiveAsync(queue, wait: Soon + 1));
        await Sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 0, Cancellation);
        Assert.Equal((1, 0, 0), await CountAsync(queue));

        var late = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 5, Cancellation));

        Assert.IsType<MessageNotInflightException>(late);
    }

    [Fact]
    public async Task Deleting_by_an_old_handle_is_no_error()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        var first = await ReceiveOneAsync(queue, visibility: 0);
        var second = await ReceiveOneAsync(queue);
        await Sqs.DeleteMessageAsync(queue, second.ReceiptHandle, Cancellation);
        await Sqs.DeleteMessageAsync(queue, second.ReceiptHandle, Cancellation);
        await Sqs.DeleteMessageAsync(queue, first.ReceiptHandle, Cancellation);

        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => Sqs.DeleteMessageAsync(queue, "no handle", Cancellation));
    }

    [Fact]
    public async Task A_delayed_message_is_counted_and_comes_later()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(new SendMessageRequest(queue, "x") { DelaySeconds = Soon }, Cancellation);
        Assert.Equal((0, 0, 1), await CountAsync(queue));
        Assert.Empty(await ReceiveAsync(queue));

        Assert.Equal("x", (await ReceiveOneAsync(queue, wait: 20)).Body);
    }

    [Fact]
    public async Task Counts_are_right_with_nobody_polling()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(new SendMessageRequest(queue, "delayed") { DelaySeconds = Soon }, Cancellation);
        await Sqs.SendMessageAsync(queue, "in flight", Cancellation);
        await ReceiveOneAsync(queue, visibility: Soon);
        Assert.Equal((0, 1, 1), await CountAsync(queue));

        await Eventually.GetAsync(() => CountAsync(queue), counts => counts == (2, 0, 0));
    }

    [Fact]
    public async Task A_long_poll_is_answered_as_soon_as_a_message_comes()
    {
        backend.Require();
        var queue = await CreateAsync();
        var poll = ReceiveAsync(queue, wait: 20);
        await Sqs.SendMessageAsync(queue, "x", Cancellation);

        Assert.Equal("x", Assert.Single(await poll.WaitAsync(TimeSpan.FromSeconds(60), Cancellation)).Body);
    }

    [Fact]
    public async Task A_long_poll_without_messages_lasts_as_long_as_asked()
    {
        backend.Require();
        var queue = await CreateAsync(new() { ["ReceiveMessageWaitTimeSeconds"] = "1" });
        var started = TimeProvider.System.GetTimestamp();
        Assert.Empty((await Sqs.ReceiveMessageAsync(queue, Cancellation)).Messages ?? []);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.95, 30);
    }

    [Fact]
    public async Task A_cancelled_long_poll_takes_no_message()
    {
        backend.Require();
        var queue = await CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            cancelled.CancelAfter(TimeSpan.FromMilliseconds(100));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { WaitTimeSeconds = 20 }, cancelled.Token));
        }

        await backend.UntilNobodyPollsAsync(queue);
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        Assert.Equal("1", (await ReceiveOneAsync(queue, wait: 20)).Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task Of_two_polls_for_one_message_the_loser_waits_on()
    {
        backend.Require();
        var queue = await CreateAsync();
        var polls = new[] { ReceiveAsync(queue, wait: 20), ReceiveAsync(queue, wait: 20) };
        await Sqs.SendMessageAsync(queue, "first", Cancellation);
        var winner = await Task.WhenAny(polls);
        Assert.Single(await winner);
        var loser = polls.Single(poll => poll != winner);
        Assert.False(loser.IsCompleted);
        await Sqs.SendMessageAsync(queue, "second", Cancellation);

        Assert.Equal("second", Assert.Single(await loser).Body);
    }

    [Fact]
    public async Task Batches_succeed_and_fail_entry_by_entry()
    {
        backend.Require();
        var queue = await CreateAsync();
        var sent = await Sqs.SendMessageBatchAsync(queue,
        [
            new SendMessageBatchRequestEntry("good", "x"),
            new SendMessageBatchRequestEntry("bad", "\u0001"),
            new SendMessageBatchRequestEntry("late", "y") { DelaySeconds = 900 },
        ], Cancellation);
        Assert.Equal(["good", "late"], sent.Successful.Select(entry => entry.Id).Order());
        var failed = Assert.Single(sent.Failed);
        Assert.Equal(("bad", true), (failed.Id, failed.SenderFault));

        var message = await ReceiveOneAsync(queue);
        var changed = await Sqs.ChangeMessageVisibilityBatchAsync(queue,
        [
            new ChangeMessageVisibilityBatchRequestEntry("a", message.ReceiptHandle) { VisibilityTimeout = 30 },
            new ChangeMessageVisibilityBatchRequestEntry("b", "no handle") { VisibilityTimeout = 30 },
        ], Cancellation);
        Assert.Equal("a", Assert.Single(changed.Successful).Id);
        Assert.Equal("b", Assert.Single(changed.Failed).Id);
        var deleted = await Sqs.DeleteMessageBatchAsync(queue, [new DeleteMessageBatchRequestEntry("d", message.ReceiptHandle)], Cancellation);
        Assert.Equal("d", Assert.Single(deleted.Successful).Id);
        Assert.Equal((0, 0, 1), await CountAsync(queue));
    }

    [Fact]
    public async Task Batches_of_a_wrong_form_are_refused_whole()
    {
        backend.Require();
        var queue = await CreateAsync();
        var eleven = Enumerable.Range(0, 11).Select(i => new SendMessageBatchRequestEntry($"{i}", "x")).ToList();
        List<SendMessageBatchRequestEntry> twice = [new("a", "x"), new("a", "y")];
        List<SendMessageBatchRequestEntry> oddId = [new("a b", "x")];
        var half = new string('x', 600_000);
        List<SendMessageBatchRequestEntry> large = [new("a", half), new("b", half)];

        await Assert.ThrowsAsync<EmptyBatchRequestException>(() => Sqs.SendMessageBatchAsync(queue, [], Cancellation));
        await Assert.ThrowsAsync<TooManyEntriesInBatchRequestException>(() => Sqs.SendMessageBatchAsync(queue, eleven, Cancellation));
        await Assert.ThrowsAsync<BatchEntryIdsNotDistinctException>(() => Sqs.SendMessageBatchAsync(queue, twice, Cancellation));
        await Assert.ThrowsAsync<InvalidBatchEntryIdException>(() => Sqs.SendMessageBatchAsync(queue, oddId, Cancellation));
        await Assert.ThrowsAsync<BatchRequestTooLongException>(() => Sqs.SendMessageBatchAsync(queue, large, Cancellation));
        Assert.Equal((0, 0, 0), await CountAsync(queue));
    }

    [Fact]
    public async Task A_message_received_too_often_goes_to_the_dead_letter_queue()
    {
        backend.Require();
        var (queue, dead) = await CreateWithDeadLettersAsync(maxReceiveCount: 2);
        await Sqs.SendMessageAsync(queue, "poison", Cancellation);
        await ReceiveOneAsync(queue, visibility: 0);
        await ReceiveOneAsync(queue, visibility: 0);
        Assert.Empty(await ReceiveAsync(queue));

        var buried = await ReceiveOneAsync(dead, wait: 20);

        Assert.Equal("poison", buried.Body);
        Assert.Equal(await ArnAsync(queue), buried.Attributes["DeadLetterQueueSourceArn"]);
        var sources = await Sqs.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = dead }, Cancellation);
        Assert.Equal(queue, Assert.Single(sources.QueueUrls));
    }

    [Fact]
    public async Task A_redrive_policy_must_name_a_queue_that_exists()
    {
        backend.Require();
        var queue = await CreateAsync();
        var missing = await ArnAsync(queue) + "-missing";
        foreach (var policy in new[] { RedrivePolicy(missing, 3), "{", RedrivePolicy(await ArnAsync(queue), 0) })
        {
            await Assert.ThrowsAnyAsync<AmazonSQSException>(
                () => Sqs.SetQueueAttributesAsync(queue, new() { ["RedrivePolicy"] = policy }, Cancellation));
        }
    }

    [Fact]
    public async Task A_move_task_brings_dead_letters_home()
    {
        backend.Require();
        var (queue, dead) = await CreateWithDeadLettersAsync(maxReceiveCount: 1);
        for (var i = 0; i < 3; i++)
            await Sqs.SendMessageAsync(queue, $"{i}", Cancellation);
        await BuryAsync(queue, dead, 3);

        var source = await ArnAsync(dead);
        await Sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = source }, Cancellation);

        var task = await Eventually.GetAsync(() => LastTaskAsync(source), task => task.Status == "COMPLETED");
        Assert.Equal(3, task.ApproximateNumberOfMessagesMoved);
        await Eventually.GetAsync(() => CountAsync(queue), counts => counts == (3, 0, 0));
        Assert.Equal("1", (await ReceiveOneAsync(queue)).Attributes["ApproximateReceiveCount"]);
        Assert.Equal((0, 0, 0), await CountAsync(dead));
    }

    [Fact]
    public async Task A_slow_move_task_can_be_cancelled_and_is_alone()
    {
        backend.Require();
        var (queue, dead) = await CreateWithDeadLettersAsync(maxReceiveCount: 1);
        for (var i = 0; i < 10; i++)
            await Sqs.SendMessageAsync(queue, $"{i}", Cancellation);
        await BuryAsync(queue, dead, 10);
        var source = await ArnAsync(dead);
        var request = new StartMessageMoveTaskRequest { SourceArn = source, MaxNumberOfMessagesPerSecond = 1 };
        var started = await Sqs.StartMessageMoveTaskAsync(request, Cancellation);

        await Assert.ThrowsAsync<UnsupportedOperationException>(() => Sqs.StartMessageMoveTaskAsync(request, Cancellation));
        await Sqs.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = started.TaskHandle }, Cancellation);
        var task = await Eventually.GetAsync(() => LastTaskAsync(source), task => task.Status == "CANCELLED");

        Assert.InRange(task.ApproximateNumberOfMessagesMoved ?? 0, 0, 9);
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => Sqs.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = "none" }, Cancellation));
    }

    [Fact]
    public async Task Only_a_dead_letter_queue_can_be_moved_from()
    {
        backend.Require();
        var source = await ArnAsync(await CreateAsync());

        await Assert.ThrowsAnyAsync<AmazonSQSException>(
            () => Sqs.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = source }, Cancellation));
    }

    [Theory]
    [InlineData("\u0000")]
    [InlineData("\u000B")]
    [InlineData("\uFFFE")]
    public async Task Characters_outside_of_XML_are_refused(string body)
    {
        backend.Require();
        var queue = await CreateAsync();

        await Assert.ThrowsAsync<InvalidMessageContentsException>(() => Sqs.SendMessageAsync(queue, body, Cancellation));
    }

    [Fact]
    public async Task A_message_of_one_mebibyte_is_the_largest()
    {
        backend.Require();
        var queue = await CreateAsync();
        var largest = new string('x', 1 << 20);
        await Sqs.SendMessageAsync(queue, largest, Cancellation);
        Assert.Equal(largest, (await ReceiveOneAsync(queue)).Body);

        var refused = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.SendMessageAsync(queue, largest + "x", Cancellation));

        Assert.Equal("InvalidParameterValue", refused.ErrorCode);
    }

    [Fact]
    public async Task Numbers_out_of_range_are_refused()
    {
        backend.Require();
        var queue = await CreateAsync();
        await RefusedAsync(Sqs.SendMessageAsync(new SendMessageRequest(queue, "x") { DelaySeconds = 901 }, Cancellation));
        await RefusedAsync(Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 11 }, Cancellation));
        await RefusedAsync(Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { WaitTimeSeconds = 21 }, Cancellation));
        await RefusedAsync(Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { VisibilityTimeout = 43_201 }, Cancellation));
        await RefusedAsync(Sqs.SetQueueAttributesAsync(queue, new() { ["VisibilityTimeout"] = "43201" }, Cancellation));
        await RefusedAsync(Sqs.SendMessageAsync(queue, "", Cancellation));
        var tooMany = Enumerable.Range(0, 11).ToDictionary(i => $"a{i}", _ => new MessageAttributeValue { DataType = "String", StringValue = "x" });
        await RefusedAsync(Sqs.SendMessageAsync(new SendMessageRequest(queue, "x") { MessageAttributes = tooMany }, Cancellation));

        static Task RefusedAsync(Task call) => Assert.ThrowsAnyAsync<AmazonSQSException>(() => call);
    }

    [Fact]
    public async Task Unknown_attributes_are_refused()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Assert.ThrowsAsync<InvalidAttributeNameException>(
            () => Sqs.SetQueueAttributesAsync(queue, new() { ["Colour"] = "red" }, Cancellation));
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_said_so()
    {
        backend.Require();
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.GetQueueUrlAsync(Name(), Cancellation));
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", error.ErrorCode);
        var queue = await CreateAsync();

        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.SendMessageAsync(queue + "x", "x", Cancellation));
    }

    [Fact]
    public async Task Creating_a_queue_again_gives_the_same_unless_it_differs()
    {
        backend.Require();
        var name = Name();
        var queue = await CreateAsync(new() { ["VisibilityTimeout"] = "5" }, name);
        Assert.Equal(queue, await CreateAsync(new() { ["VisibilityTimeout"] = "5" }, name));
        Assert.Equal(queue, (await Sqs.GetQueueUrlAsync(name, Cancellation)).QueueUrl);

        await Assert.ThrowsAsync<QueueNameExistsException>(() => CreateAsync(new() { ["VisibilityTimeout"] = "6" }, name));
    }

    [Fact]
    public async Task A_deleted_queue_is_gone_and_its_name_rests()
    {
        backend.Require();
        var name = Name();
        var queue = await CreateAsync(name: name);
        await Sqs.DeleteQueueAsync(queue, Cancellation);
        await Eventually.TrueAsync(async () => !(await ListAsync(name)).Contains(queue), TimeSpan.FromSeconds(70));

        await Assert.ThrowsAsync<QueueDeletedRecentlyException>(() => CreateAsync(name: name));
    }

    [Fact]
    public async Task Queues_are_listed_by_prefix_in_pages()
    {
        backend.Require();
        var prefix = Name();
        List<string> made = [];
        for (var i = 0; i < 5; i++)
            made.Add(await CreateAsync(name: $"{prefix}-{i}"));
        List<string> listed = [];
        string? token = null;
        do
        {
            var page = await Sqs.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = prefix, MaxResults = 2, NextToken = token }, Cancellation);
            listed.AddRange(page.QueueUrls);
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal(made, listed.Order());
    }

    [Fact]
    public async Task Purging_removes_all_and_may_be_done_once_a_minute()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        await Sqs.PurgeQueueAsync(queue, Cancellation);
        await Eventually.GetAsync(() => CountAsync(queue), counts => counts == (0, 0, 0));

        await Assert.ThrowsAsync<PurgeQueueInProgressException>(() => Sqs.PurgeQueueAsync(queue, Cancellation));
    }

    [Fact]
    public async Task Tags_are_added_and_removed()
    {
        backend.Require();
        var queue = await CreateAsync();
        await Sqs.TagQueueAsync(new TagQueueRequest { QueueUrl = queue, Tags = new() { ["a"] = "1", ["b"] = "2" } }, Cancellation);
        await Sqs.UntagQueueAsync(new UntagQueueRequest { QueueUrl = queue, TagKeys = ["a"] }, Cancellation);

        var tags = (await Sqs.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = queue }, Cancellation)).Tags;

        Assert.Equal("2", Assert.Single(tags, tag => tag.Key == "b").Value);
        Assert.False(tags.ContainsKey("a"));
    }

    [Fact]
    public async Task Attributes_of_a_queue_are_shown()
    {
        backend.Require();
        var queue = await CreateAsync(new() { ["DelaySeconds"] = "7" });
        var shown = (await Sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation)).Attributes;

        Assert.Equal("7", shown["DelaySeconds"]);
        Assert.Equal("30", shown["VisibilityTimeout"]);
        Assert.Equal("345600", shown["MessageRetentionPeriod"]);
        Assert.EndsWith(queue[(queue.LastIndexOf('/') + 1)..], shown["QueueArn"], StringComparison.Ordinal);
        var two = (await Sqs.GetQueueAttributesAsync(queue, ["QueueArn", "DelaySeconds"], Cancellation)).Attributes;
        Assert.Equal(["DelaySeconds", "QueueArn"], two.Keys.Order());
    }

    [Fact]
    public async Task Fifo_keeps_the_order_of_a_group_and_locks_it()
    {
        backend.Require();
        var queue = await CreateFifoAsync();
        foreach (var (group, body) in new[] { ("a", "a1"), ("b", "b1"), ("a", "a2"), ("b", "b2") })
            await SendFifoAsync(queue, group, body);

        var first = await ReceiveOneAsync(queue);
        Assert.Equal("a1", first.Body);
        var second = await ReceiveOneAsync(queue);
        Assert.Equal("b1", second.Body);
        Assert.Empty(await ReceiveAsync(queue));
        await Sqs.DeleteMessageAsync(queue, second.ReceiptHandle, Cancellation);
        Assert.Equal("b2", (await ReceiveOneAsync(queue)).Body);
        await Sqs.ChangeMessageVisibilityAsync(queue, first.ReceiptHandle, 0, Cancellation);
        Assert.Equal("a1", (await ReceiveOneAsync(queue)).Body);
    }

    [Fact]
    public async Task Fifo_gives_several_messages_of_a_group_at_once_in_order()
    {
        backend.Require();
        var queue = await CreateFifoAsync();
        for (var i = 0; i < 12; i++)
            await SendFifoAsync(queue, "g", $"{i}");

        var batch = await ReceiveAsync(queue, max: 10);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), batch.Select(message => message.Body));
        var numbers = batch.Select(message => message.Attributes["SequenceNumber"]).ToList();
        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        Assert.All(batch, message => Assert.Equal("g", message.Attributes["MessageGroupId"]));
    }

    [Fact]
    public async Task Fifo_recognises_what_it_was_sent_before()
    {
        backend.Require();
        var queue = await CreateFifoAsync(byContent: true);
        var once = await SendFifoAsync(queue, "g", "same");
        var again = await SendFifoAsync(queue, "g", "same");
        var other = await SendFifoAsync(queue, "g", "same", "another-id");
        Assert.Equal(once.MessageId, again.MessageId);
        Assert.Equal(once.SequenceNumber, again.SequenceNumber);
        Assert.NotEqual(once.MessageId, other.MessageId);
        var messages = await ReceiveAsync(queue, max: 10);
        Assert.Equal(2, messages.Count);
        foreach (var message in messages)
            await Sqs.DeleteMessageAsync(queue, message.ReceiptHandle, Cancellation);

        await SendFifoAsync(queue, "g", "same");

        Assert.Equal((0, 0, 0), await CountAsync(queue));
    }

    [Fact]
    public async Task Fifo_repeats_a_receive_attempt()
    {
        backend.Require();
        var queue = await CreateFifoAsync();
        await SendFifoAsync(queue, "g", "1");
        var request = new ReceiveMessageRequest(queue) { ReceiveRequestAttemptId = "attempt-1", VisibilityTimeout = 30 };
        var once = Assert.Single((await Sqs.ReceiveMessageAsync(request, Cancellation)).Messages);
        var again = Assert.Single((await Sqs.ReceiveMessageAsync(request, Cancellation)).Messages);

        Assert.Equal(once.MessageId, again.MessageId);
        await Sqs.DeleteMessageAsync(queue, again.ReceiptHandle, Cancellation);
        Assert.Equal((0, 0, 0), await CountAsync(queue));
    }

    [Fact]
    public async Task Fifo_says_what_is_missing_or_too_much()
    {
        backend.Require();
        var queue = await CreateFifoAsync();
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.SendMessageAsync(queue, "no group", Cancellation));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(
            () => Sqs.SendMessageAsync(new SendMessageRequest(queue, "no id") { MessageGroupId = "g" }, Cancellation));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.SendMessageAsync(
            new SendMessageRequest(queue, "delay") { MessageGroupId = "g", MessageDeduplicationId = "d", DelaySeconds = 1 }, Cancellation));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => CreateAsync(new() { ["FifoQueue"] = "true" }));
    }

    [Fact]
    public async Task Fifo_dead_letters_go_to_a_fifo_queue()
    {
        backend.Require();
        var dead = await CreateFifoAsync();
        var queue = await CreateFifoAsync(redriveTo: dead);
        await SendFifoAsync(queue, "g", "1");
        await SendFifoAsync(queue, "g", "2");
        await ReceiveOneAsync(queue, visibility: 0);

        Assert.Equal("2", (await ReceiveOneAsync(queue)).Body);
        Assert.Equal("1", (await ReceiveOneAsync(dead)).Body);
        var standard = await CreateAsync();
        var policy = RedrivePolicy(await ArnAsync(standard), 3);
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => Sqs.SetQueueAttributesAsync(queue, new() { ["RedrivePolicy"] = policy }, Cancellation));
    }

    private static string Name() => $"contract-{Guid.NewGuid():N}";

    private static string RedrivePolicy(string arn, int maxReceiveCount) =>
        $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{maxReceiveCount}}}""";

    private async Task<string> CreateAsync(Dictionary<string, string>? attributes = null, string? name = null)
    {
        var request = new CreateQueueRequest { QueueName = name ?? Name(), Attributes = attributes };
        var url = (await Sqs.CreateQueueAsync(request, Cancellation)).QueueUrl;
        if (!_queues.Contains(url))
            _queues.Add(url);
        return url;
    }

    private async Task<string> CreateFifoAsync(bool byContent = false, string? redriveTo = null)
    {
        var attributes = new Dictionary<string, string> { ["FifoQueue"] = "true", ["ContentBasedDeduplication"] = byContent ? "true" : "false" };
        if (redriveTo is not null)
            attributes["RedrivePolicy"] = RedrivePolicy(await ArnAsync(redriveTo), 1);
        return await CreateAsync(attributes, $"{Name()}.fifo");
    }

    private async Task<(string Queue, string Dead)> CreateWithDeadLettersAsync(int maxReceiveCount)
    {
        var dead = await CreateAsync();
        return (await CreateAsync(new() { ["RedrivePolicy"] = RedrivePolicy(await ArnAsync(dead), maxReceiveCount) }), dead);
    }

    private async Task BuryAsync(string queue, string dead, int count) => await Eventually.TrueAsync(async () =>
    {
        await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, VisibilityTimeout = 0 }, Cancellation);
        return (await CountAsync(dead)).Visible == count;
    });

    private Task<SendMessageResponse> SendFifoAsync(string queue, string group, string body, string? id = null) =>
        Sqs.SendMessageAsync(new SendMessageRequest(queue, body)
        {
            MessageGroupId = group,
            MessageDeduplicationId = id ?? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(group + body))),
        }, Cancellation);

    private async Task<ListMessageMoveTasksResultEntry> LastTaskAsync(string sourceArn) =>
        (await Sqs.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = sourceArn }, Cancellation)).Results[0];

    private async Task<List<string>> ListAsync(string prefix) =>
        (await Sqs.ListQueuesAsync(new ListQueuesRequest(prefix), Cancellation)).QueueUrls ?? [];

    private async Task<string> ArnAsync(string queue) => (await Sqs.GetQueueAttributesAsync(queue, ["QueueArn"], Cancellation)).QueueARN;

    private async Task<(int Visible, int InFlight, int Delayed)> CountAsync(string queue)
    {
        var counts = await Sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation);
        return (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible, counts.ApproximateNumberOfMessagesDelayed);
    }

    private async Task<List<Message>> ReceiveAsync(string queue, int max = 1, int wait = 0, int? visibility = null, List<string>? attributes = null) =>
        (await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue)
        {
            MaxNumberOfMessages = max,
            WaitTimeSeconds = wait,
            VisibilityTimeout = visibility,
            MessageSystemAttributeNames = ["All"],
            MessageAttributeNames = attributes,
        }, Cancellation)).Messages ?? [];

    private async Task<Message> ReceiveOneAsync(string queue, int wait = 2, int? visibility = null, List<string>? attributes = null) =>
        Assert.Single(await ReceiveAsync(queue, 1, wait, visibility, attributes));
}
