using FaceRec.Gallery;

namespace FaceRec.Gateway;

/// <summary>What a client may say of a recognition beside the picture.</summary>
/// <param name="Collection">Whom to look among.</param>
/// <param name="MaxCandidates">How many candidates to report for each face.</param>
/// <param name="Threshold">A similarity in place of the calibrated one.</param>
internal sealed record RecognitionQuery(string Collection, int MaxCandidates, float? Threshold)
{
    const int MaxCandidatesLimit = 100;

    public static Checked<RecognitionQuery> Check(string? collection, int? maxCandidates, float? threshold)
    {
        collection ??= CollectionName.Default;
        if (!CollectionName.IsValid(collection))
            return new(new Problem(ProblemKinds.InvalidParameter, $"collection must be {CollectionName.Rule}."));
        if (maxCandidates is < 0 or > MaxCandidatesLimit)
            return new(new Problem(ProblemKinds.InvalidParameter, $"maxCandidates must be 0 to {MaxCandidatesLimit}."));
        if (CheckThreshold(threshold) is { } problem)
            return new(problem);
        return new(new RecognitionQuery(collection, maxCandidates ?? 3, threshold));
    }

    public static Problem? CheckThreshold(float? threshold) =>
        threshold is null or (>= 0 and <= 1) ? null : new Problem(ProblemKinds.InvalidParameter, "threshold must be 0 to 1: a cosine similarity.");
}
