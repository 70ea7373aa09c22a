using System.Text.Json.Serialization;
using FaceRec.ErrorQueues;

namespace FaceRec.Gateway;

/// <summary>Which failed messages an action is about. What is not set does not matter; what is narrows.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal record MessageSelection
{
    /// <summary>An error queue; all of the installation's where none is named.</summary>
    public string? Queue { get; init; }
    public string? Message { get; init; }
    public string? Group { get; init; }
    public string? Type { get; init; }
    public string? Exception { get; init; }
    public string? Text { get; init; }
    public string? Request { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>Needed where nothing narrows: everything is never meant by accident.</summary>
    public bool All { get; init; }

    /// <summary>Does nothing, and tells what would be done.</summary>
    public bool DryRun { get; init; }

    [JsonIgnore]
    public MessageFilter Filter => new()
    {
        Message = Message,
        Group = Group,
        Type = Type,
        Exception = Exception,
        Text = Text,
        Request = Request,
        Since = Since,
        Until = Until,
    };

    public Problem? FindProblem() => All || Queue is not null || !Filter.IsEverything
        ? null
        : new Problem(ProblemKinds.InvalidParameter, "Say which messages with queue, message, group, type, exception, text, request, since or until, or \"all\": true.");
}
