namespace FaceRec.ErrorQueues.Tests;

/// <summary>What the command line says to somebody who has never seen it.</summary>
public sealed class WordsTests(SqsServer server) : ErrorsTest(server)
{
    [Fact]
    public async Task Help_calls_the_tool_by_its_name()
    {
        var (exit, output) = await Run("redeliver", "--help");

        Assert.Equal(0, exit);
        Assert.Contains("facerec-errors redeliver [options]", output, StringComparison.Ordinal);
        Assert.Contains("--rate <N>", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--since must be a time such as 2026-11-23T18:00Z.", "list", "--since", "yesterday")]
    [InlineData("--rate must be a number, more than 0.", "redeliver", "--all", "--rate", "fast")]
    [InlineData("--max must be a number, more than 0.", "redeliver", "--all", "--max", "0")]
    [InlineData("Which messages? Give a filter, or --all.", "delete")]
    public async Task A_wrong_argument_is_told_with_what_is_accepted(string says, params string[] args)
    {
        var (exit, output) = await Run(args);

        Assert.Equal(1, exit);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_nothing_that_is_said()
    {
        Assert.Equal("There is no error queue. --id, --region and --service-url say where to look.", await SaidAsync("groups"));
        await using var worker = await Fail(_ => new InvalidOperationException("x"), "a");

        Assert.Equal($"No message in {Errors} matches.", await SaidAsync("groups", "--type", "Nothing"));
        Assert.Equal($"No message in {Errors} matches.", await SaidAsync("list", "--type", "Nothing"));
        Assert.Equal("No error queue holds a message with the id 123.", await SaidAsync("show", "123"));
        Assert.Equal("Nothing matched: 0 sent.", await SaidAsync("redeliver", "--type", "Nothing"));
        Assert.Equal("Nothing was done in that time.", await SaidAsync("audit", "--until", "2020-01-01"));
        Assert.Equal("There is no archive.", await SaidAsync("archives"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_limit_that_was_reached_is_told_in_the_same_words_for_one_and_for_many(int max)
    {
        await using var worker = await Fail(_ => new InvalidOperationException("x"), "a", "b", "c");
        await worker.DisposeAsync();

        var (exit, output) = await Run("redeliver", "--all", "--max", $"{max}");

        Assert.Equal((0, $"{max} sent.\n  {max} to {Queue}\nIt stopped at {max}, the most that was asked for."), (exit, output.ReplaceLineEndings("\n").Trim()));
    }

    async Task<string> SaidAsync(params string[] args)
    {
        var (exit, output) = await Run(args);
        Assert.Equal(2, exit);
        return output.Trim();
    }
}
