using Amazon.S3.Model;
using Amazon.SQS;
using FaceRec.Messages;

namespace FaceRec.Gateway.Tests.Errors;

/// <summary>An installation of its own, without workers, whose messages have failed.</summary>
public sealed class ErrorApiTests(WholeSystem system) : IAsyncLifetime
{
    readonly string _id = $"e{Guid.NewGuid():N}"[..20];
    readonly AmazonSQSClient _sqs = FailedMessages.Client(system.Aws);
    TestGateway _gateway = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Work => new Queues(_id).Recognition;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(system.Aws, _id, "Gateway:AllowErrorEdits=true");

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _sqs.Dispose();
    }

    [Fact]
    public async Task What_failed_is_counted_grouped_listed_and_shown()
    {
        var picture = Guid.NewGuid();
        using var s3 = TestBuckets.Client(system.Aws);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = new Buckets(_id).Input, Key = ObjectKeys.Picture(picture), ContentBody = "x" }, Cancel);
        var first = await FailAsync(picture);
        var second = await FailAsync(Guid.NewGuid());
        await FailAsync(Guid.NewGuid(), "System.FormatException");

        var queue = Assert.Single((await _gateway.Http.ReadAsync("errors/queues")).Json.EnumerateArray());
        Assert.Equal(($"{Work}_error", 3), (queue.GetProperty("queue").GetString(), queue.GetProperty("visible").GetInt32()));
        var groups = (await _gateway.Http.ReadAsync("errors/groups")).Json.EnumerateArray().ToList();
        Assert.Equal([2, 1], groups.Select(group => group.GetProperty("count").GetInt32()));
        var page = (await _gateway.Http.ReadAsync($"errors?group={groups[0].GetProperty("group").GetString()}&limit=1")).Json;
        Assert.Equal((1, true), (page.GetProperty("messages").GetArrayLength(), page.GetProperty("more").GetBoolean()));
        Assert.Equal(1, (await _gateway.Http.ReadAsync("errors?exception=Format")).Json.GetProperty("messages").GetArrayLength());

        foreach (var (id, stored) in new[] { (first, true), (second, false) })
        {
            var shown = (await _gateway.Http.ReadAsync($"errors/{id}")).Json;
            Assert.Equal((1, 0, false), (shown.GetProperty("failures").GetInt32(), shown.GetProperty("redeliveries").GetInt32(), shown.GetProperty("poison").GetBoolean()));
            Assert.Equal(stored, Assert.Single(shown.GetProperty("pictures").EnumerateArray()).GetProperty("stored").GetBoolean());
        }

        Assert.Equal((3, 0), await FailedMessages.CountAsync(_sqs, $"{Work}_error"));
    }

    [Fact]
    public async Task A_group_is_sent_back_after_a_dry_run_and_the_rest_deleted_with_a_trail()
    {
        await FailAsync(Guid.NewGuid());
        await FailAsync(Guid.NewGuid());
        await FailAsync(Guid.NewGuid(), "System.FormatException");
        var group = (await _gateway.Http.ReadAsync("errors/groups")).Json[0].GetProperty("group").GetString();

        var dry = await _gateway.Http.PostJsonAsync("errors/redeliver", new { group, dryRun = true });
        Assert.Equal((2, 3), (dry.Json.GetProperty("done").GetInt32(), (await FailedMessages.CountAsync(_sqs, $"{Work}_error")).Visible));
        var sent = await _gateway.Http.PostJsonAsync("errors/redeliver", new { group, rate = 1000 });
        Assert.Equal(2, sent.Json.GetProperty("destinations").GetProperty(Work).GetInt32());
        Assert.Equal(1, (await _gateway.Http.PostJsonAsync("errors/delete", new { all = true })).Json.GetProperty("done").GetInt32());

        Assert.Equal((0, 0), await FailedMessages.CountAsync(_sqs, $"{Work}_error"));
        Assert.Equal((2, 0), await FailedMessages.CountAsync(_sqs, Work));
        var trail = (await _gateway.Http.ReadAsync("errors/audit")).Json.EnumerateArray().ToList();
        Assert.Equal([("redeliver", 2, "anonymous"), ("delete", 1, "anonymous")],
            trail.Select(entry => (entry.GetProperty("action").GetString()!, entry.GetProperty("messages").GetInt32(), entry.GetProperty("by").GetString()!)));
    }

    [Fact]
    public async Task Archived_messages_come_back()
    {
        var id = await FailAsync(Guid.NewGuid());

        Assert.Equal(1, (await _gateway.Http.PostJsonAsync("errors/archive", new { message = id, archive = "spring" })).Json.GetProperty("done").GetInt32());
        Assert.Equal(404, (await _gateway.Http.ReadAsync($"errors/{id}")).Status);
        Assert.Equal(1, (await _gateway.Http.ReadAsync("errors/archives")).Json.GetProperty("spring").GetInt32());
        Assert.Equal(1, (await _gateway.Http.PostJsonAsync("errors/restore", new { archive = "spring" })).Json.GetProperty("done").GetInt32());
        Assert.Equal(200, (await _gateway.Http.ReadAsync($"errors/{id}")).Status);
    }

    [Fact]
    public async Task An_edited_message_fits_its_contract_or_stays()
    {
        var id = await FailAsync(Guid.NewGuid());
        var good = new { recognitionId = Guid.NewGuid(), pictureKey = "pictures/x", collection = "staff" };

        var bad = await _gateway.Http.PostJsonAsync($"errors/{id}/edit", new { message = new { good.recognitionId, pictureKey = "", good.collection } });
        Assert.Equal((422, "edit-refused"), (bad.Status, bad.Code));
        Assert.Contains("PictureKey", bad.Json.GetProperty("detail").GetString());
        Assert.Equal((1, 0), await FailedMessages.CountAsync(_sqs, $"{Work}_error"));
        Assert.Equal(1, (await _gateway.Http.PostJsonAsync($"errors/{id}/edit", new { message = good })).Json.GetProperty("done").GetInt32());
        Assert.Equal((0, 0), await FailedMessages.CountAsync(_sqs, $"{Work}_error"));
        Assert.Equal((1, 0), await FailedMessages.CountAsync(_sqs, Work));
    }

    [Theory]
    [InlineData("errors/redeliver", "{}", "invalid-parameter")]
    [InlineData("errors/redeliver", """{"all":true,"rate":0}""", "invalid-parameter")]
    [InlineData("errors/redeliver", """{"all":true,"to":"somebody-elses-queue"}""", "invalid-parameter")]
    [InlineData("errors/redeliver", """{"all":true,"dryrn":true}""", "malformed-request")]
    [InlineData("errors/delete", """{"queue":"somebody-elses_error"}""", "queue-unusable")]
    [InlineData("errors/redrive", """{"queue":"somebody-elses_error"}""", "queue-unusable")]
    [InlineData("errors/redrive", """{"queue":"x","rate":501}""", "invalid-parameter")]
    [InlineData("errors/archive", """{"all":true,"archive":"../x"}""", "invalid-parameter")]
    [InlineData("errors/1/edit", "{}", "malformed-request")]
    public async Task What_is_not_meant_is_not_done(string path, string body, string code)
    {
        await FailAsync(Guid.NewGuid());

        var answer = await _gateway.Http.SendAsync(HttpMethod.Post, path, new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));

        Assert.Equal(code, answer.Code);
        Assert.Equal((1, 0), await FailedMessages.CountAsync(_sqs, $"{Work}_error"));
    }

    [Fact]
    public async Task The_page_for_operators_is_there()
    {
        var page = await _gateway.Http.ReadAsync("operations/");

        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
    }

    Task<Guid> FailAsync(Guid picture, string exception = "System.InvalidOperationException") =>
        FailedMessages.AddAsync(_sqs, _id, nameof(RecognizeFaces), new RecognizeFaces { RecognitionId = picture, PictureKey = ObjectKeys.Picture(picture), Collection = "default" }, exception);
}
