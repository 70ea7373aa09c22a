using System.Net.Http.Json;
using System.Text.Json;

namespace FaceRec.Journeys;

/// <summary>The pages as a person uses them, in a real browser.</summary>
[Collection(BusySystems.Name)]
public sealed class PageJourney
{
    static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_face_is_enrolled_recognised_and_erased_and_a_failed_message_is_looked_at_and_deleted()
    {
        var browser = Browsers.Select(Find).FirstOrDefault(path => path is not null);
        if (browser is null)
            Assert.Skip($"No browser is on the PATH: {string.Join(", ", Browsers)}.");
        var driver = await NodeTool.RestoreAsync(Path.Combine(Repository.Root, "tests", "Journeys", "Page"), Path.Combine(Repository.Root, "artifacts", "page-journey"));
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>());
        await SpoilAsync(system);

        var photos = Path.Combine(Repository.Root, "artifacts", "photos");
        var used = await driver.RunAsync("page.mjs", $"{system.Gateway.BaseAddress}", photos, browser, Path.Combine(driver.Folder, "package.json"));

        Assert.True(used.ExitCode == 0, used.Output);
    }

    /// <summary>Sends what is no message, and waits until it has failed.</summary>
    static async Task SpoilAsync(LaunchedSystem system)
    {
        var queue = (await system.Sqs.GetQueueUrlAsync("facerec-recognition", Cancel)).QueueUrl;
        await system.Sqs.SendMessageAsync(queue, "no message at all", Cancel);
        await Eventually.TrueAsync(async () => (await system.Gateway.GetFromJsonAsync<JsonElement>("errors/groups", Cancel)).GetArrayLength() == 1, LaunchedSystem.Patience);
    }

    static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
