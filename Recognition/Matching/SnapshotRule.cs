namespace FaceRec.Recognition.Matching;

/// <summary>When a collection is worth writing down whole again.</summary>
internal static class SnapshotRule
{
    // A worker that starts reads the entries after the snapshot one by one, 64 side by side: a thousand take some 200 ms.
    private const int LeastEntries = 1000;
    // A snapshot costs as many bytes as the collection has; so a large one is written less often.
    private const int FacesPerEntry = 50;

    /// <param name="behind">Journal entries since the snapshot.</param>
    public static bool IsDue(long behind, int faces) => behind >= LeastEntries + faces / FacesPerEntry;
}
