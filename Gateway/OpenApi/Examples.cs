using System.Text.Json;
using System.Text.Json.Nodes;
using FaceRec.ErrorQueues;
using FaceRec.Gallery;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>Examples of answers, made of the types themselves, so that none can be wrong.</summary>
internal static class Examples
{
    static readonly Guid Id = Guid.Parse("01a2087f-2710-7da6-8842-d4f70d61442c");
    static readonly DateTimeOffset At = new(2026, 11, 23, 13, 1, 21, TimeSpan.Zero);
    static readonly PictureBox Box = new(1075, 204, 231, 314);
    static readonly FaceQuality Quality = new(314, 74.9f, -17.2f, 12.4f);
    static readonly EnrolledFace Face = new("9f3c21d0a7b84e55", Box, 0.99f, Quality, "faceplugin-812f0407", At, "/people/Anna/faces/9f3c21d0a7b84e55/thumbnail?collection=default");
    static readonly PersonSummary Person = new("Anna", "default", At, [Face]);
    static readonly Dictionary<string, double> Timings = new() { ["fetch"] = 3.1, ["decode"] = 21.4, ["detect"] = 38.2, ["embed"] = 61.9, ["match"] = 0.1 };

    static readonly MessageView Failed = new("facerec-recognition_error", "5b1c0f6e-6f2c-4a52-9f5e-0a4e3e1f7c11", "e8790000-5dca-0260-9b37-08de2a8f3a5e", "e8790000-5dca-0260-ab10-08de2a8f3a5e", null,
        "4bf92f3577b34da6a3ce929d0e0e4736", "RecognizeFaces", "facerec-recognition", "fault", "System.IO.InvalidDataException", "The model file is damaged.", "1f0c22ab",
        "FaceRec.Recognition.Engine.FaceEngine.Analyze(Picture picture)", At, 3, 1, 0);

    static readonly Dictionary<Type, object> ByType = new object[]
    {
        new RecognitionAnswer
        {
            Id = Id,
            Width = 1920,
            Height = 1350,
            Faces = [new RecognizedFace { Box = Box, Score = 0.99f, Outcome = FaceOutcome.Recognized, Person = "Anna", Similarity = 0.71f, Margin = 0.52f, Candidates = [new("Anna", 0.71f), new("Bert", 0.19f)] }],
            Model = "faceplugin-812f0407",
            Collection = "default",
            GalleryVersion = 2,
            Cached = false,
            Timings = Timings,
        },
        new RunningRecognition(Id, "running"),
        new ErasedRecognition(Id, At, [ObjectKeys.Picture(Id), ObjectKeys.Result(Id)], []),
        new RecognitionPage([new RecognitionEntry(Id, At, "recognized", null, "default", 3, ["Anna"], $"/recognitions/{Id}", $"/recognitions/{Id}/picture")], null),
        new DetectionAnswer(Id, 1920, 1350, [new DetectedFace(Box, 0.99f, new FaceLandmarks(new(1130, 320), new(1240, 330), new(1180, 390), new(1140, 450), new(1230, 455)), Quality)], "faceplugin-812f0407", Timings),
        new VerificationAnswer(Id, true, 0.71f, 0.42f, Box, null, "faceplugin-812f0407"),
        new FaceEnrolled { EnrollmentId = Id, Collection = "default", Person = "Anna", FaceId = Face.FaceId, Box = Box, Score = 0.99f, Quality = Quality, AlreadyEnrolled = false, GalleryVersion = 1 },
        Person,
        Face,
        new PeopleEndpoints.PeoplePage([Person], 1, null, 1),
        new CollectionEndpoints.CollectionSummary("default", 1, 1, 1),
        Failed with
        {
            Pictures = [new($"pictures/{Id}", true)],
            StackTrace = "   at FaceRec.Recognition.Engine.FaceEngine.Analyze(Picture picture)",
            Headers = new Dictionary<string, string?> { ["MT-Reason"] = "fault", ["MT-Fault-RetryCount"] = "3" },
            Body = JsonSerializer.Serialize(new { messageType = new[] { "urn:message:FaceRec.Messages:RecognizeFaces" }, message = new { recognitionId = Id, pictureKey = $"pictures/{Id}" } }),
        },
        new QueueView(Failed.Queue, 198, 0, null),
        new GroupView(Failed.Group, 198, Failed.Queue, Failed.InputQueue, Failed.ExceptionType!, Failed.Site, At, At.AddMinutes(3), Failed.Id, Failed.ExceptionMessage),
        new ArchiveView("20261123-130121", 12),
        new AuditEntry
        {
            Id = Id.ToString("N"),
            At = At,
            By = "4f1c9a02b7de",
            Action = "redeliver",
            Queues = [Failed.Queue],
            Filter = new MessageFilter { Group = Failed.Group },
            Details = new Dictionary<string, string> { ["rate"] = "20" },
            Outcome = AuditEntry.Done,
            EndedAt = At.AddSeconds(12),
            Messages = 198,
        },
        new FailedMessagePage([Failed], More: false),
        new RunResult(198, 1, 0, [new(Failed.Queue, Failed.Id, "SQS did not take it: ServiceUnavailable")]) { Destinations = new Dictionary<string, int> { [Failed.InputQueue] = 198 } },
        new ImportReport("default", 1, 0, 1, 0,
        [
            new("Anna/1.jpg", "Anna", ImportedFile.Enrolled, Face.FaceId, null, null, null),
            new("Bert/2.jpg", "Bert", ImportedFile.Refused, null, ProblemKinds.NoFace.Code, "No face was found in the picture.", ProblemKinds.NoFace.Remedy),
        ]),
        new FleetStatus
        {
            Instances = [new("i-0b1c2d3e4f5a69788", "Ready", At, 1, 2, 1204), new("i-0a9b8c7d6e5f41320", "Booting", At, null, null, null)],
            ScalingPaused = false,
            MinInstances = 1,
            MaxInstances = 15,
            Oldest = new OldestMessage(1.4, AtLeast: false),
            Decisions = [new(At, new QueueCounts(37, 2, 0), 1, 2, "39 messages and 3.1 a second at 0.150 s each call for 2; 1 serves or boots, so 1 is added.", ["launch 1 of 1"], new(1.4, AtLeast: false))],
        },
        new ErasureReceipt
        {
            Collection = "default",
            Person = "Anna",
            GalleryVersion = 3,
            ErasedAt = At,
            FaceIds = [Face.FaceId],
            Embeddings = [$"gallery/default/faces/{Face.FaceId}.embedding"],
            Crops = [$"gallery/default/faces/{Face.FaceId}.jpg"],
            Pictures = [$"gallery/default/faces/{Face.FaceId}.picture", ObjectKeys.Picture(Id)],
            Results = [ObjectKeys.Result(Id)],
            SnapshotParts = [],
            JournalEntries = ["gallery/default/journal/000000000001.json"],
            FailedMessages = [Failed.MessageId!],
        },
        new HealthSummary("healthy", new Dictionary<string, HealthSummary.Check>
        {
            ["masstransit-bus"] = new("healthy", "Ready"), ["storage"] = new("healthy", null), ["circuit"] = new("healthy", "closed"),
        }),
    }.ToDictionary(example => example.GetType());

    /// <summary>A stream of server-sent events.</summary>
    public static JsonNode Events => $"event: running\ndata: {Write(new RecognitionProgress(Id, "running", ElapsedSeconds: 0.2, Ahead: 4, SecondsLeft: 1.3)).ToJsonString()}\n\nevent: finished\ndata: {Of(typeof(RecognitionAnswer))!.ToJsonString()}\n\n";

    public static JsonNode? Of(Type? type) =>
        type is null ? null
        : ByType.TryGetValue(type, out var example) ? Write(example)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && Of(type.GetGenericArguments()[0]) is { } one ? new JsonArray(one)
        : null;

    public static JsonNode Of(ProblemKind kind) => new JsonObject
    {
        ["type"] = $"urn:facerec:problem:{kind.Code}",
        ["title"] = kind.Title,
        ["status"] = kind.Status,
        ["detail"] = "What was wrong this time, and what is accepted.",
        ["code"] = kind.Code,
        ["remedy"] = kind.Remedy,
        ["requestId"] = Id.ToString("N"),
    };

    static JsonNode Write(object example) => JsonSerializer.SerializeToNode(example, JsonSerializerOptions.Web)!;
}
