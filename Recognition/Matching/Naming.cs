namespace FaceRec.Recognition.Matching;

/// <summary>Whether the best candidate's name may be given to a face.</summary>
internal static class Naming
{
    /// <param name="candidates">Each person once, best first.</param>
    public static bool IsNamed(IReadOnlyList<PersonCandidate> candidates, float threshold, float margin) =>
        candidates.Count > 0 && candidates[0].Similarity >= threshold && (MarginOf(candidates) is not { } lead || lead >= margin);

    /// <summary>How far the best person is above the next; null where there is no other.</summary>
    public static float? MarginOf(IReadOnlyList<PersonCandidate> candidates) =>
        candidates.Count > 1 ? candidates[0].Similarity - candidates[1].Similarity : null;
}
