namespace FaceRec.Gateway.Tests.Problems;

public sealed class ErrorTableTests
{
    [Fact]
    public async Task The_documentation_has_every_error_as_the_code_has_it()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "api.md"), TestContext.Current.CancellationToken);
        var documented = lines.SkipWhile(line => !line.StartsWith("| Status | Code", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));

        var inCode = ProblemKinds.All.Select(kind => $"| {kind.Status} | `{kind.Code}` | {kind.Title} | {kind.Remedy} |");

        Assert.Equal(string.Join('\n', inCode), string.Join('\n', documented));
    }

    [Fact]
    public void No_two_errors_have_the_same_code() => Assert.Distinct(ProblemKinds.All.Select(kind => kind.Code));

    [Fact]
    public void Every_rejection_of_the_workers_has_an_error_of_its_own()
    {
        var codes = typeof(FaceRec.Messages.RejectionCodes).GetFields().Select(field => (string)field.GetValue(null)!);

        Assert.All(codes, code => Assert.Contains(ProblemKinds.All, kind => kind.Code == code));
    }
}
