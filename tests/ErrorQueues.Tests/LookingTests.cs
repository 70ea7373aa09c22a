using System.Text.Json;

namespace FaceRec.ErrorQueues.Tests;

public class LookingTests(SqsServer server) : ErrorsTest(server)
{
    [Fact]
    public async Task Messages_that_failed_in_the_same_way_are_one_group()
    {
        await using var worker = await Fail(Exceptions, "a", "b", "c", "bad");

        var (exit, groups) = await RunJson("groups");

        Assert.Equal(0, exit);
        Assert.Equal(2, groups.Length);
        Assert.Equal((3, "System.InvalidOperationException"), (groups[0].GetProperty("count").GetInt32(), Text(groups[0], "failure")));
        Assert.Equal((1, "System.FormatException"), (groups[1].GetProperty("count").GetInt32(), Text(groups[1], "failure")));
        Assert.All(groups, group => Assert.Equal((Errors, Queue), (Text(group, "queue"), Text(group, "inputQueue"))));
        Assert.StartsWith("FaceRec.ErrorQueues.Tests.Worker", Text(groups[0], "site"), StringComparison.Ordinal);
        Assert.DoesNotContain(".cs:line", Text(groups[0], "site"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_leaves_everything_where_it_was()
    {
        await using var worker = await Fail(Exceptions, [.. Enumerable.Range(0, 25).Select(x => $"{x}")]);

        Assert.Equal(25, (await RunJson("list")).Lines.Length);
        Assert.Equal((25, 0), await Counts(Errors)); // at once, and not when their visibility ends
        Assert.Equal(7, (await RunJson("list", "--max", "7")).Lines.Length);
        Assert.Equal((25, 0), await Counts(Errors));
        Assert.Equal(25, (await RunJson("list")).Lines.Select(line => Text(line, "id")).Distinct().Count());
    }

    [Fact]
    public async Task A_queue_in_which_a_look_would_move_messages_is_refused()
    {
        var elsewhere = await Create($"{Queue}-elsewhere");
        var arn = (await Sqs.GetQueueAttributesAsync(elsewhere, ["QueueArn"], Cancellation)).QueueARN;
        var url = await Create(Errors, new() { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":"1"}""" });
        await Sqs.SendMessageAsync(url, "x", Cancellation);

        var (exit, output) = await Run("list");

        Assert.Equal(4, exit);
        Assert.Contains("redrive policy", output, StringComparison.Ordinal);
        Assert.Equal("1", (await Next(Errors)).Attributes["ApproximateReceiveCount"]);
    }

    [Fact]
    public async Task Each_filter_finds_its_messages()
    {
        await using var worker = await StartWorker();
        worker.Broken = Exceptions;
        var (request, id) = (Guid.NewGuid(), Guid.NewGuid());
        await worker.SendAsync(new Work("good"), request, id);
        await worker.SendAsync(new Work("bad"));
        await worker.SendAsync(new Unexpected("nobody"));
        await Visible(Errors, 2);
        await Visible($"{Queue}_skipped", 1);

        await Finds(3);
        await Finds(2, "--queue", Errors);
        await Finds(2, "--type", "work");
        await Finds(1, "--type", "UNEXPECTED");
        await Finds(1, "--exception", "FormatException");
        await Finds(1, "--text", "nobody");
        await Finds(1, "--text", "not a picture");
        await Finds(1, "--request", $"{request}");
        await Finds(1, "--message", $"{id}");
        await Finds(0, "--message", $"{request}");
        await Finds(3, "--since", "2020-01-01");
        await Finds(0, "--until", "2020-01-01");
        await Finds(1, "--group", Text((await RunJson("groups", "--exception", "FormatException")).Lines[0], "group"));

        async Task Finds(int count, params string[] filter)
        {
            var (exit, lines) = await RunJson(["list", .. filter]);
            Assert.Equal((count, count == 0 ? 2 : 0), (lines.Length, exit));
        }
    }

    [Fact]
    public async Task A_message_is_shown_with_its_story_and_its_body_as_it_was_sent()
    {
        await using var worker = await StartWorker();
        worker.Broken = Exceptions;
        var (request, id) = (Guid.NewGuid(), Guid.NewGuid());
        await worker.SendAsync(new Work("bad"), request, id);
        await Visible(Errors, 1);

        var (exit, lines) = await RunJson("show", $"{id}");
        var (_, text) = await Run("show", $"{id}");

        var shown = Assert.Single(lines);
        Assert.Equal(0, exit);
        Assert.Equal(("System.FormatException", "not a picture", "Work"), (Text(shown, "exceptionType"), Text(shown, "exceptionMessage"), Text(shown, "messageType")));
        Assert.Contains("Worker", Text(shown, "stackTrace"), StringComparison.Ordinal);
        Assert.Equal($"{request}", Text(shown, "requestId"));
        Assert.Equal("acme", Text(shown.GetProperty("headers"), "tenant"));
        Assert.Equal((await Next(Errors)).Body, Text(shown, "body"));
        Assert.Contains("not a picture", text, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"bad\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_nobody_can_read_is_listed_and_shown()
    {
        var url = await Create(Errors);
        await Sqs.SendMessageAsync(url, "half { a [body", Cancellation);

        var (_, lines) = await RunJson("list");

        Assert.Equal(Queue, Text(Assert.Single(lines), "inputQueue"));
        Assert.Contains("half { a [body", (await Run("show", Text(lines[0], "id"))).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "redeliver")]
    [InlineData(1, "delete")]
    [InlineData(1, "redeliver", "--all", "--rate", "0")]
    [InlineData(4, "list", "--queue", "nowhere_error")]
    [InlineData(2, "list")]
    [InlineData(2, "queues")]
    public async Task Exit_codes_say_how_it_went(int exit, params string[] args) => Assert.Equal(exit, (await Run(args)).Exit);

    private static Exception Exceptions(Work work) => work.Name == "bad" ? new FormatException("not a picture") : new InvalidOperationException("no model");

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
