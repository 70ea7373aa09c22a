using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Amazon.SQS;

namespace FaceRec.Journeys;

/// <summary>Workers that fail at everything until somebody mends them, and then the failed requests are sent back.</summary>
[Collection(BusySystems.Name)]
public sealed class RedeliveryJourney
{
    const int Pictures = 200;
    const string Errors = "facerec-recognition_error";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_failed_is_sent_back_once_the_workers_are_mended_even_though_the_tool_is_killed_in_the_middle()
    {
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>
        {
            ["MAX_RETRIES"] = "0",
            ["MAX_INSTANCES"] = "1",
            ["Gateway__Coalesce"] = "false",
            ["Gateway__ResultCache"] = "false",
        });
        await MixedGallery.EnrolAsync(system, "mixed");

        var failures = await UploadAsync(system);
        Assert.All(failures, failure => Assert.Equal((HttpStatusCode.BadGateway, "recognition-failed"), (failure.Status, failure.Problem.GetProperty("code").GetString())));
        Assert.Distinct(failures.Select(failure => failure.Problem.GetProperty("failedMessageId").GetGuid()));
        var group = Assert.Single((await ErrorTool.RunAsync(system, "groups")).Lines);
        Assert.Equal((Pictures, "System.IO.InvalidDataException"), (group.GetProperty("count").GetInt32(), group.GetProperty("failure").GetString()));

        using (var mended = await system.Gateway.DeleteAsync("people/Bert?collection=mixed", Cancel))
            Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
        string[] redeliver = ["redeliver", "--group", group.GetProperty("group").GetString()!, "--rate", "40"];
        Assert.Equal(Pictures, (await ErrorTool.RunAsync(system, [.. redeliver, "--dry-run"])).Lines[0].GetProperty("done").GetInt32());
        Assert.Equal((Pictures, 0), await CountAsync(system));

        using (var killed = ErrorTool.Start(system, redeliver))
        {
            await Eventually.TrueAsync(async () => (await CountAsync(system)).All <= Pictures - 30);
            killed.Kill(); // SIGKILL: no handler runs
            await killed.WaitForExitAsync(Cancel);
        }

        Assert.InRange((await CountAsync(system)).All, 1, Pictures - 30);
        // What it had in hand comes back when its visibility ends, after half a minute.
        await Eventually.TrueAsync(async () => (await CountAsync(system)).Hidden == 0, TimeSpan.FromSeconds(150));
        Assert.Equal(0, (await ErrorTool.RunAsync(system, redeliver)).Exit);
        Assert.Equal((0, 0), await CountAsync(system));

        var ids = failures.Select(failure => failure.Problem.GetProperty("id").GetGuid()).ToList();
        foreach (var id in ids)
            await Eventually.GetAsync(() => StatusAsync(system, id), status => status == HttpStatusCode.OK);
        Assert.All(ids, id => Assert.Equal(1, Occurrences(system.Log, $"Recognition {id}:")));
        await AssertTrailAsync(system);
    }

    static async Task<IReadOnlyList<(HttpStatusCode Status, JsonElement Problem)>> UploadAsync(LaunchedSystem system)
    {
        var answers = new List<(HttpStatusCode, JsonElement)>(Pictures);
        var picture = TestPictures.Grey(64, 64);
        foreach (var chunk in Enumerable.Range(0, Pictures).Chunk(25))
        {
            answers.AddRange(await Task.WhenAll(chunk.Select(async i =>
            {
                using var response = await system.PostAsync("recognitions?collection=mixed", "file", picture, $"{i}.png", Cancel);
                return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancel));
            })));
        }

        return answers;
    }

    static async Task<(int All, int Hidden)> CountAsync(LaunchedSystem system)
    {
        var url = (await system.Sqs.GetQueueUrlAsync(Errors, Cancel)).QueueUrl;
        var counts = await system.Sqs.GetQueueAttributesAsync(url, [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible], Cancel);
        return (counts.ApproximateNumberOfMessages + counts.ApproximateNumberOfMessagesNotVisible, counts.ApproximateNumberOfMessagesNotVisible);
    }

    static async Task<HttpStatusCode> StatusAsync(LaunchedSystem system, Guid id)
    {
        using var response = await system.Gateway.GetAsync($"recognitions/{id}", Cancel);
        return response.StatusCode;
    }

    static int Occurrences(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;

    // The run that was killed, too, and what mended the workers.
    static async Task AssertTrailAsync(LaunchedSystem system)
    {
        var trail = (await ErrorTool.RunAsync(system, "audit")).Lines;
        var redeliveries = trail.Where(entry => entry.GetProperty("action").GetString() == "redeliver").ToList();
        Assert.Equal("running", redeliveries[0].GetProperty("outcome").GetString());
        Assert.All(redeliveries.Skip(1), entry => Assert.Equal("done", entry.GetProperty("outcome").GetString()));
        Assert.InRange(redeliveries.Sum(entry => entry.GetProperty("messages").GetInt32()), 1, Pictures - 30);
        Assert.Contains(trail, entry => entry.GetProperty("action").GetString() == "erase");
    }
}
