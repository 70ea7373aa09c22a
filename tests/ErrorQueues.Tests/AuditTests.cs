namespace FaceRec.ErrorQueues.Tests;

public class AuditTests(SqsServer server) : ErrorsTest(server)
{
    [Fact]
    public async Task Every_action_is_recorded_with_who_when_what_how_many_and_what_came_of_it()
    {
        await using var worker = await Fail(_ => new InvalidOperationException("no model"), "a", "b", "c", "d");
        worker.Broken = null;

        await Run("list");
        await Run("redeliver", "--all", "--dry-run");
        Assert.Equal(2, (await Run("audit")).Exit);
        await Run("redeliver", "--all", "--max", "1", "--by", "anna");
        await Run("archive", "--all", "--archive", "old");
        await Run("restore", "old");
        await Run("delete", "--text", "no model", "--by", "bert");

        var (_, lines) = await RunJson("audit");
        Assert.Equal(["redeliver", "archive", "restore", "delete"], lines.Select(line => line.GetProperty("action").GetString()));
        Assert.Equal([1, 3, 3, 3], lines.Select(line => line.GetProperty("messages").GetInt32()));
        Assert.All(lines, line => Assert.Equal("done", line.GetProperty("outcome").GetString()));
        Assert.All(lines, line => Assert.InRange(line.GetProperty("at").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), line.GetProperty("endedAt").GetDateTimeOffset()));
        Assert.Equal("anna", lines[0].GetProperty("by").GetString());
        Assert.Equal("no model", lines[3].GetProperty("filter").GetProperty("text").GetString());
        Assert.Contains("text=no model", (await Run("audit")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("audit", "--until", "2020-01-01")).Exit);
    }

    [Fact]
    public async Task Where_no_trail_can_be_written_nothing_is_done()
    {
        await using var worker = await Fail(_ => new InvalidOperationException("no model"), "a");
        await S3.DeleteBucketAsync(Bucket, Cancellation);

        Assert.Equal(4, (await Run("delete", "--all")).Exit);
        Assert.Equal((1, 0), await Counts(Errors));
        Assert.Equal(0, (await Run("delete", "--all", "--no-audit")).Exit);
    }
}
