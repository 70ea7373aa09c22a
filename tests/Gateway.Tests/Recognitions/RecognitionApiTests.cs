using FaceRec.LocalCloud;
using SkiaSharp;

namespace FaceRec.Gateway.Tests.Recognitions;

/// <summary>Recognitions through real HTTP, the SQS protocol and a real worker.</summary>
public sealed class RecognitionApiTests(WholeSystem system)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_raw_picture_is_recognised_like_one_in_a_form()
    {
        var collection = Api.NewCollection();
        var form = await system.Http.PostPictureAsync($"recognitions?collection={collection}", Repository.Photo(4));
        var raw = await system.Http.SendAsync(HttpMethod.Post, $"recognitions?collection={collection}", Api.Raw(Repository.Photo(4)));

        Assert.Equal((200, 200), (form.Status, raw.Status));
        Assert.Equal(form.Json.GetProperty("faces").GetRawText(), raw.Json.GetProperty("faces").GetRawText());
        Assert.True(raw.Json.GetProperty("cached").GetBoolean());
    }

    [Fact]
    public async Task As_many_candidates_are_told_as_were_asked_for_and_the_threshold_counts()
    {
        var collection = Api.NewCollection();
        Assert.Equal(201, (await system.Http.PostPictureAsync($"people/Anna/faces?face=2&collection={collection}", Repository.Photo(1))).Status);

        var strict = await system.Http.PostPictureAsync($"recognitions?collection={collection}&threshold=1&maxCandidates=0", Repository.Photo(1));
        var open = await system.Http.PostPictureAsync($"recognitions?collection={collection}&threshold=0.3&maxCandidates=1", Repository.Photo(1));

        Assert.All(strict.Json.GetProperty("faces").EnumerateArray(), face => Assert.Equal(0, face.GetProperty("candidates").GetArrayLength()));
        Assert.Contains(open.Json.GetProperty("faces").EnumerateArray(), face => face.GetProperty("person").GetString() == "Anna" && face.GetProperty("candidates").GetArrayLength() == 1);
    }

    [Fact]
    public async Task A_client_that_does_not_wait_fetches_its_result_later()
    {
        var started = await system.Http.PostPictureAsync($"recognitions?collection={Api.NewCollection()}", Repository.Photo(2), ("Prefer", "respond-async"));

        Assert.Equal((202, "respond-async", "1"), (started.Status, started.Header("Preference-Applied"), started.Header("Retry-After")));
        var result = await Eventually.GetAsync(() => system.Http.ReadAsync(started.Header("Location")!), answer => answer.Status != 202);
        Assert.Equal(200, result.Status);
        Assert.Equal(started.Json.GetProperty("id").GetGuid(), result.Json.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task What_took_too_long_is_fetched_later()
    {
        await using var hasty = await TestGateway.StartAsync(system.Aws, WholeSystem.Id, "Gateway:RequestTimeout=00:00:00.1");

        // Three people in a large picture take longer; a machine that is faster for once is asked again.
        var late = await Eventually.GetAsync(() => hasty.Http.PostPictureAsync($"recognitions?collection={Api.NewCollection()}", Repository.Photo(2)), answer => answer.Status != 200);
        var result = await Eventually.GetAsync(() => system.Http.ReadAsync(late.Header("Location")!), answer => answer.Status != 202);

        Assert.Equal((504, "timed-out"), (late.Status, late.Code));
        Assert.Equal((200, 3), (result.Status, result.Json.GetProperty("faces").GetArrayLength()));
    }

    [Fact]
    public async Task A_queue_that_takes_a_request_late_has_it_all_the_same()
    {
        await using var aws = await LocalAws.StartAsync(cancellationToken: Cancel);
        await using var hasty = await TestGateway.StartAsync(aws, "hasty", "Gateway:RequestTimeout=00:00:00.1");
        aws.Faults.Add(new Fault { Kind = FaultKind.Delay, Service = "sqs", Action = "SendMessageBatch", Delay = TimeSpan.FromSeconds(1) });

        var late = await hasty.Http.PostPictureAsync("recognitions", TestPicture.Blank());

        Assert.Equal((504, "timed-out"), (late.Status, late.Code));
        Assert.Equal(202, (await hasty.Http.ReadAsync(late.Header("Location")!)).Status);
        using var sqs = Errors.FailedMessages.Client(aws);
        var queue = (await sqs.GetQueueUrlAsync("hasty-recognition", Cancel)).QueueUrl;
        Assert.Equal(1, (await sqs.GetQueueAttributesAsync(queue, ["All"], Cancel)).ApproximateNumberOfMessages);
    }

    [Fact]
    public async Task A_failure_that_comes_sooner_than_the_queues_own_answer_is_a_failure_of_the_workers()
    {
        await using var aws = await LocalAws.StartAsync(cancellationToken: Cancel);
        await using var gateway = await TestGateway.StartAsync(aws, "failing");
        using var worker = await FailingWorker.StartAsync(aws.Endpoint, "failing");
        // The message is in the queue; what tells the Gateway so is lost, and asked for again.
        aws.Faults.Add(new Fault { Kind = FaultKind.LoseAnswer, Service = "sqs", Action = "SendMessageBatch", Count = 1 });

        var failed = await gateway.Http.PostPictureAsync("recognitions", TestPicture.Blank());
        await worker.StopAsync(Cancel);

        Assert.Equal((502, "recognition-failed"), (failed.Status, failed.Code));
    }

    [Fact]
    public async Task The_picture_is_given_with_boxes_and_names_drawn_and_as_it_was()
    {
        var collection = Api.NewCollection();
        Assert.Equal(201, (await system.Http.PostPictureAsync($"people/Anna/faces?face=2&collection={collection}", Repository.Photo(1))).Status);
        var answer = await system.Http.PostPictureAsync($"recognitions?collection={collection}", Repository.Photo(1));
        var id = answer.Json.GetProperty("id").GetGuid();

        var drawn = await system.Http.ReadAsync($"recognitions/{id}/picture");
        var original = await system.Http.ReadAsync($"recognitions/{id}/picture/original");

        Assert.Equal(("image/jpeg", "no-store"), (drawn.MediaType, drawn.Header("Cache-Control")));
        Assert.Equal(Repository.Photo(1), original.Bytes);
        using var picture = SKBitmap.Decode(drawn.Bytes);
        var scale = (float)picture.Width / answer.Json.GetProperty("width").GetInt32();
        var box = answer.Json.GetProperty("faces").EnumerateArray().First(face => face.GetProperty("person").GetString() == "Anna").GetProperty("box");
        var (left, middle) = (box.GetProperty("x").GetSingle() * scale, (box.GetProperty("y").GetSingle() + box.GetProperty("height").GetSingle() / 2) * scale);
        // The line is green, whatever was there before.
        var line = Enumerable.Range(-2, 5).Select(step => picture.GetPixel((int)MathF.Round(left) + step, (int)middle));
        Assert.Contains(line, pixel => pixel.Green > 180 && pixel.Red < 140 && pixel.Blue < 190);
    }

    [Fact]
    public async Task The_list_gives_every_recognition_once_the_newest_first()
    {
        var collection = Api.NewCollection();
        var ids = new List<Guid>();
        foreach (var photo in new[] { 1, 2, 3, 4, 5 })
            ids.Add((await system.Http.PostPictureAsync($"recognitions?collection={collection}", Repository.Photo(photo))).Json.GetProperty("id").GetGuid());

        var listed = new List<Guid>();
        string? next = null;
        do
        {
            var page = await system.Http.ReadAsync($"recognitions?collection={collection}&limit=2{next}");
            Assert.True(page.Json.GetProperty("recognitions").GetArrayLength() <= 2);
            listed.AddRange(page.Json.GetProperty("recognitions").EnumerateArray().Select(entry => entry.GetProperty("id").GetGuid()));
            next = page.Json.GetProperty("next").GetString() is { } before ? $"&before={before}" : null;
        }
        while (next is not null);

        Assert.Equal(ids.AsEnumerable().Reverse(), listed);
    }
}
