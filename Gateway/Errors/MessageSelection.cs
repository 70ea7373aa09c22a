using System.Text.Json.Serialization;
using FaceRec.ErrorQueues;

namespace FaceRec.Gateway;

/// <summary>Which failed messages an action is about. What is not set does not matter; what is narrows.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal record MessageSelection : MessageFilter
{
    /// <summary>An error queue; all of the installation's where none is named.</summary>
    public string? Queue { get; init; }

    /// <summary>Needed where nothing narrows: everything is never meant by accident.</summary>
    public bool All { get; init; }

    /// <summary>Does nothing, and tells what would be done.</summary>
    public bool DryRun { get; init; }

    public Problem? FindProblem() => All || !IsEverything
        ? null
        : new Problem(ProblemKinds.InvalidParameter, "Say which messages with message, group, type, exception, text, request, since or until, or \"all\": true.");
}
