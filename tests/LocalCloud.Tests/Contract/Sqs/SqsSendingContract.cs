using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

/// <summary>What can be sent to a queue, and how it comes back.</summary>
public abstract class SqsSendingContract(Backend backend) : SqsContract(backend)
{
    [Fact]
    public async Task A_message_comes_back_with_its_attributes_until_it_is_deleted()
    {
        Backend.Require();
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
        Backend.Require();
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
    public async Task A_delayed_message_is_counted_and_comes_later()
    {
        Backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(new SendMessageRequest(queue, "x") { DelaySeconds = Soon }, Cancellation);
        Assert.Equal((0, 0, 1), await CountAsync(queue));
        Assert.Empty(await ReceiveAsync(queue));

        Assert.Equal("x", (await ReceiveOneAsync(queue, wait: 20)).Body);
    }

    [Fact]
    public async Task Batches_succeed_and_fail_entry_by_entry()
    {
        Backend.Require();
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
        Backend.Require();
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

    [Theory]
    [InlineData("\u0000")]
    [InlineData("\u000B")]
    [InlineData("\uFFFE")]
    public async Task Characters_outside_of_XML_are_refused(string body)
    {
        Backend.Require();
        var queue = await CreateAsync();

        await Assert.ThrowsAsync<InvalidMessageContentsException>(() => Sqs.SendMessageAsync(queue, body, Cancellation));
    }

    [Fact]
    public async Task A_message_of_one_mebibyte_is_the_largest()
    {
        Backend.Require();
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
        Backend.Require();
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
}
