using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>A recognition in the list.</summary>
/// <param name="Status"><c>recognized</c>, <c>rejected</c> or <c>failed</c>.</param>
/// <param name="Code">Where it was rejected or failed: the error's code.</param>
/// <param name="Faces">How many faces the picture shows.</param>
/// <param name="People">The names found in it, from left to right.</param>
/// <param name="Location">Where all of it can be fetched.</param>
/// <param name="Picture">Where the picture with boxes and names can be fetched.</param>
internal sealed record RecognitionEntry(Guid Id, DateTimeOffset At, string Status, string? Code, string? Collection, int? Faces, IReadOnlyList<string> People,
    string Location, string? Picture)
{
    public static RecognitionEntry From(Guid id, RecognitionResult result)
    {
        var location = RecognitionRun.LocationOf(id);
        var entry = new RecognitionEntry(id, RecognitionIds.TimeOf(id), "recognized", null, null, null, [], location, null);
        return result switch
        {
            { Recognized: { } recognized } => entry with
            {
                Collection = recognized.Collection,
                Faces = recognized.Faces.Count,
                People = [.. recognized.Faces.Select(face => face.Person).OfType<string>()],
                Picture = $"{location}/picture",
            },
            { Rejected: { } rejected } => entry with { Status = "rejected", Code = ProblemKinds.Of(rejected).Code },
            _ => entry with { Status = "failed", Code = ProblemKinds.RecognitionFailed.Code },
        };
    }
}
