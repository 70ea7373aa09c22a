using System.Text.Json;

namespace FaceRec.Gateway.Tests.OpenApi;

public sealed class OpenApiTests(WholeSystem system)
{
    [Fact]
    public async Task The_document_has_no_fault_that_the_linter_knows()
    {
        var linter = await NodeTool.RestoreAsync(Path.Combine(Repository.Root, "tests", "Gateway.Tests", "OpenApi", "lint"), Path.Combine(Repository.Root, "artifacts", "openapi-lint"));
        await File.WriteAllBytesAsync(Path.Combine(linter.Folder, "openapi.json"), (await system.Http.ReadAsync("openapi/v1.json")).Bytes, TestContext.Current.CancellationToken);

        var linted = await linter.RunAsync(Path.Combine("node_modules", "@redocly", "cli", "bin", "cli.js"), "lint", "openapi.json", "--format", "json");

        Assert.True(linted.ExitCode == 0, linted.Output);
        using var report = JsonDocument.Parse(linted.Output[linted.Output.IndexOf('{')..]);
        Assert.Equal((0, 0), (report.RootElement.GetProperty("totals").GetProperty("errors").GetInt32(), report.RootElement.GetProperty("totals").GetProperty("warnings").GetInt32()));
    }

    [Fact]
    public async Task Every_endpoint_is_in_the_document_with_its_errors_and_every_error_is_of_some_endpoint()
    {
        var document = (await system.Http.ReadAsync("openapi/v1.json")).Json;
        var documented = new HashSet<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var responses = operation.Value.GetProperty("responses").EnumerateObject().ToList();
                var success = responses.Where(response => response.Name is "200" or "201").ToList();
                Assert.NotEmpty(success);
                Assert.All(success, response =>
                {
                    Assert.True(response.Value.TryGetProperty("content", out var content), $"{operation.Name} {path.Name} does not say what it answers.");
                    Assert.True(!content.TryGetProperty("application/json", out var json) || json.TryGetProperty("example", out _), $"{operation.Name} {path.Name} has no example.");
                });
                Assert.Contains(responses, response => response.Name == "503");
                // Health is told in the same words whether it is good or bad, and to everybody.
                if (path.Name.StartsWith("/health", StringComparison.Ordinal))
                    continue;
                Assert.Contains(responses, response => response.Name == "401");
                documented.UnionWith(responses.Where(response => int.Parse(response.Name) >= 400)
                    .SelectMany(response => response.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("examples").EnumerateObject().Select(example => example.Name)));
            }
        }

        Assert.Subset(document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet(), new HashSet<string> { "/health", "/health/live", "/health/ready", "/metrics", "/fleet" });
        // These come of addresses that are no endpoint.
        Assert.Equal(["not-found", "method-not-allowed"], ProblemKinds.All.Select(kind => kind.Code).Except(documented));
    }

    [Fact]
    public async Task The_reference_page_is_there()
    {
        var page = await system.Http.ReadAsync("reference/");

        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
    }
}
