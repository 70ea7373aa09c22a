using System.ComponentModel;
using System.Diagnostics;
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
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "page-journey")).FullName;
        foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc", "page.mjs" })
            File.Copy(Path.Combine(Repository.Root, "tests", "Journeys", "Page", file), Path.Combine(folder, file), overwrite: true);
        await RunAsync("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>());
        await SpoilAsync(system);

        await RunAsync("node", folder, "page.mjs", $"{system.Gateway.BaseAddress}", Path.Combine(Repository.Root, "artifacts", "photos"), browser, Path.Combine(folder, "package.json"));
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

    static async Task RunAsync(string program, string folder, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(Cancel);
            var output = await process.StandardOutput.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            Assert.True(process.ExitCode == 0, output + await errors);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not on the PATH.");
        }
    }
}
