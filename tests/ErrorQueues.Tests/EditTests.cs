using System.Text.Json.Nodes;

namespace FaceRec.ErrorQueues.Tests;

public sealed class EditTests : ErrorsTest, IDisposable
{
    readonly string _file = Path.GetTempFileName();

    public EditTests(SqsServer server)
        : base(server) => Settings["ERRORS_ALLOW_EDIT"] = "true";

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task One_changed_copy_is_sent_with_an_id_of_its_own_and_everything_else_as_it_was()
    {
        await using var worker = await StartWorker();
        worker.Broken = _ => new InvalidOperationException("no such name");
        var (request, id) = (Guid.NewGuid(), Guid.NewGuid());
        await worker.SendAsync(new Work("wrong"), request, id);
        await Visible(Errors, 1);
        var before = JsonNode.Parse((await RunJson("show", $"{id}")).Lines[0].GetProperty("body").GetString()!)!.AsObject();
        await worker.DisposeAsync();

        var (exit, output) = await Edit($"{id}", """{"name":"right","weight":3}""");
        Assert.Equal((0, $"1 changed and sent.\n  1 to {Queue}"), (exit, output.ReplaceLineEndings("\n").Trim()));

        Assert.Equal((0, 0), await Counts(Errors));
        Assert.Equal((1, 0), await Counts(Queue));
        var sent = await Next(Queue);
        var after = JsonNode.Parse(sent.Body)!.AsObject();
        Assert.Equal("right", (string)after["message"]!["name"]!);
        Assert.NotEqual($"{id}", (string)after["messageId"]!);
        Assert.Equal($"{id}", (string)after["headers"]![MessageEdit.AncestorHeader]!);
        Assert.Equal("acme", sent.MessageAttributes["tenant"].StringValue);
        foreach (var name in before.Select(member => member.Key).Except(["message", "messageId", "headers"]))
            Assert.True(JsonNode.DeepEquals(before[name], after[name]), name);

        var entry = Assert.Single((await RunJson("audit")).Lines);
        Assert.Equal(("edit", "done", 1), (entry.GetProperty("action").GetString(), entry.GetProperty("outcome").GetString(), entry.GetProperty("messages").GetInt32()));
        Assert.Equal((string)after["messageId"]!, entry.GetProperty("details").GetProperty("becomes").GetString());
        Assert.False(entry.TryGetProperty("reason", out _), "An edit that is done has no reason to have stopped.");
    }

    [Theory]
    [InlineData("""{"name":"x","wieght":1}""", "wieght")]
    [InlineData("""{"weight":1}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":"x","weight":11}""", "between 0 and 10")]
    [InlineData("null", "not null")]
    [InlineData("{", "not JSON")]
    public async Task What_does_not_fit_the_contract_is_refused(string body, string reason)
    {
        await using var worker = await Fail(_ => new InvalidOperationException("x"), "a");

        var (exit, output) = await Edit(await Id(), body);

        Assert.Equal(1, exit);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Equal((1, 0), await Counts(Errors));
    }

    [Fact]
    public async Task It_is_off_unless_the_environment_allows_it()
    {
        await using var worker = await Fail(_ => new InvalidOperationException("x"), "a");
        Settings.Clear();

        Assert.Equal(1, (await Edit(await Id(), """{"name":"b"}""")).Exit);
        Assert.Equal((1, 0), await Counts(Errors));
    }

    async Task<(int Exit, string Output)> Edit(string id, string body)
    {
        await File.WriteAllTextAsync(_file, body, Cancellation);
        return await Run("edit", id, "--body", _file);
    }

    async Task<string> Id() => (await RunJson("list")).Lines[0].GetProperty("id").GetString()!;
}
