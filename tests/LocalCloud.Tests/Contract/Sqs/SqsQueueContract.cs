using Amazon.SQS.Model;

namespace FaceRec.LocalCloud.Tests.Contract.Sqs;

/// <summary>Queues themselves: made, listed, described, tagged, purged, deleted.</summary>
public abstract class SqsQueueContract(Backend backend) : SqsContract(backend)
{
    [Fact]
    public async Task Unknown_attributes_are_refused()
    {
        Backend.Require();
        var queue = await CreateAsync();
        await Assert.ThrowsAsync<InvalidAttributeNameException>(
            () => Sqs.SetQueueAttributesAsync(queue, new() { ["Colour"] = "red" }, Cancellation));
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_said_so()
    {
        Backend.Require();
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.GetQueueUrlAsync(Name(), Cancellation));
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", error.ErrorCode);
        var queue = await CreateAsync();

        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => Sqs.SendMessageAsync(queue + "x", "x", Cancellation));
    }

    [Fact]
    public async Task Creating_a_queue_again_gives_the_same_unless_it_differs()
    {
        Backend.Require();
        var name = Name();
        var queue = await CreateAsync(new() { ["VisibilityTimeout"] = "5" }, name);
        Assert.Equal(queue, await CreateAsync(new() { ["VisibilityTimeout"] = "5" }, name));
        Assert.Equal(queue, (await Sqs.GetQueueUrlAsync(name, Cancellation)).QueueUrl);

        await Assert.ThrowsAsync<QueueNameExistsException>(() => CreateAsync(new() { ["VisibilityTimeout"] = "6" }, name));
    }

    [Fact]
    public async Task A_deleted_queue_is_gone_and_its_name_rests()
    {
        Backend.Require();
        var name = Name();
        var queue = await CreateAsync(name: name);
        await Sqs.DeleteQueueAsync(queue, Cancellation);
        await Eventually.TrueAsync(async () => !(await ListAsync(name)).Contains(queue), TimeSpan.FromSeconds(70));

        await Assert.ThrowsAsync<QueueDeletedRecentlyException>(() => CreateAsync(name: name));
    }

    [Fact]
    public async Task Queues_are_listed_by_prefix_in_pages()
    {
        Backend.Require();
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
        Backend.Require();
        var queue = await CreateAsync();
        await Sqs.SendMessageAsync(queue, "x", Cancellation);
        await Sqs.PurgeQueueAsync(queue, Cancellation);
        await Eventually.GetAsync(() => CountAsync(queue), counts => counts == (0, 0, 0));

        await Assert.ThrowsAsync<PurgeQueueInProgressException>(() => Sqs.PurgeQueueAsync(queue, Cancellation));
    }

    [Fact]
    public async Task Tags_are_added_and_removed()
    {
        Backend.Require();
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
        Backend.Require();
        var queue = await CreateAsync(new() { ["DelaySeconds"] = "7" });
        var shown = (await Sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation)).Attributes;

        Assert.Equal("7", shown["DelaySeconds"]);
        Assert.Equal("30", shown["VisibilityTimeout"]);
        Assert.Equal("345600", shown["MessageRetentionPeriod"]);
        Assert.EndsWith(queue[(queue.LastIndexOf('/') + 1)..], shown["QueueArn"], StringComparison.Ordinal);
        var two = (await Sqs.GetQueueAttributesAsync(queue, ["QueueArn", "DelaySeconds"], Cancellation)).Attributes;
        Assert.Equal(["DelaySeconds", "QueueArn"], two.Keys.Order());
    }
}
