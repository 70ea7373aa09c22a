using System.Globalization;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>How far a recognition is.</summary>
/// <param name="Exists">False where there never was one, or it has been erased.</param>
/// <param name="Finished">Its stored outcome; null while it runs.</param>
internal sealed record RecognitionState(Guid Id, bool Exists, RecognitionResult? Finished)
{
    // Workers take a second or less; asking sooner costs more than it tells.
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public IResult ToResult(HttpResponse response) => (Exists, Finished) switch
    {
        (false, _) => new Problem(ProblemKinds.NoSuchRecognition, $"There is no recognition {Id}; it never was, or it has been erased."),
        (_, null) => Running(Id, response),
        (_, { Recognized: { } recognized }) => TypedResults.Ok(RecognitionAnswer.From(recognized, cached: false)),
        (_, { Rejected: { } rejected }) => Problem.From(rejected),
        (_, { Failed: { } failed }) => Problem.From(failed),
        _ => throw new InvalidDataException($"The stored result of recognition {Id} is empty."),
    };

    /// <summary>202, and where the result will be.</summary>
    public static IResult Running(Guid id, HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Accepted(RecognitionRun.LocationOf(id), new RunningRecognition(id, "running"));
    }
}
