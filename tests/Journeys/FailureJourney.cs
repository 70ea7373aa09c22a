using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Amazon.SQS.Model;

namespace FaceRec.Journeys;

/// <summary>Real failures: processes killed, a gallery that no worker can use.</summary>
[Collection(BusySystems.Name)]
public sealed class FailureJourney
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workers_killed_in_the_middle_of_their_work_cost_no_client_its_answer()
    {
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string>
        {
            ["VISIBILITY_TIMEOUT"] = "4",
            ["Gateway__Coalesce"] = "false",
            ["Gateway__ResultCache"] = "false",
        });
        var posts = Enumerable.Range(0, 40).Select(i => PostAsync(system, "recognitions", i)).ToList();

        await Task.WhenAny(posts);
        var killed = system.Processes("Recognition");
        foreach (var id in killed)
            Process.GetProcessById(id).Kill(); // SIGKILL: no handler runs
        var answeredBefore = posts.Count(post => post.IsCompleted);
        var answers = await Task.WhenAll(posts);

        Assert.NotEmpty(killed);
        Assert.True(answeredBefore < posts.Count, "Everything was answered before the kill: the test shows nothing.");
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Empty(killed.Intersect(system.Processes("Recognition")));
    }

    [Fact]
    public async Task What_no_worker_can_handle_ends_in_the_error_queue_and_its_client_is_told()
    {
        await using var system = await LaunchedSystem.StartAsync(new Dictionary<string, string> { ["MAX_RETRIES"] = "2", ["RETRY_DELAY"] = "1" });
        await MixedGallery.EnrolAsync(system, "mixed");

        var (status, problem) = await PostAsync(system, "recognitions?collection=mixed", 3);

        Assert.Equal((HttpStatusCode.BadGateway, "recognition-failed"), (status, problem.GetProperty("code").GetString()));
        var failed = Assert.Single(await ReadErrorQueueAsync(system));
        using var envelope = JsonDocument.Parse(failed.Body);
        Assert.Equal(problem.GetProperty("failedMessageId").GetGuid(), envelope.RootElement.GetProperty("messageId").GetGuid());
        Assert.Equal("System.IO.InvalidDataException", failed.MessageAttributes["MT-Fault-ExceptionType"].StringValue);

        using var stored = await system.Gateway.GetAsync($"recognitions/{problem.GetProperty("id").GetGuid()}", Cancel);
        Assert.Equal(HttpStatusCode.BadGateway, stored.StatusCode);
        var (others, _) = await PostAsync(system, "recognitions", 3);
        Assert.Equal(HttpStatusCode.OK, others);
    }

    static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(LaunchedSystem system, string path, int photo)
    {
        using var response = await system.PostAsync(path, "file", Repository.Photo(1 + (photo % 6)), "picture.jpg", Cancel);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    static async Task<List<Message>> ReadErrorQueueAsync(LaunchedSystem system)
    {
        var url = await system.Sqs.GetQueueUrlAsync("facerec-recognition_error", Cancel);
        var response = await system.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(url.QueueUrl) { MaxNumberOfMessages = 10, WaitTimeSeconds = 5, VisibilityTimeout = 0, MessageAttributeNames = ["All"] }, Cancel);
        return response.Messages ?? [];
    }
}
