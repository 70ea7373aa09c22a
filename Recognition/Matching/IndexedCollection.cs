using FaceRec.Gallery;

namespace FaceRec.Recognition.Matching;

/// <summary>A collection at one version together with its embeddings.</summary>
internal sealed record IndexedCollection(CollectionView View, FaceIndex Faces)
{
    /// <summary>The people most similar to the probe, each by their best face, best first.</summary>
    public List<PersonCandidate> FindClosest(ReadOnlySpan<float> probe, int people)
    {
        // Several rows may belong to one person: ask for more rows until there are enough people or no more rows.
        for (var rows = Math.Max(64, people * 4); ; rows *= 8)
        {
            var found = Faces.FindClosest(probe, rows);
            var candidates = new List<PersonCandidate>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var face in found)
            {
                if (View.FindOwner(face.FaceId) is { } owner && seen.Add(owner.Id))
                    candidates.Add(new PersonCandidate(owner, face.Similarity));
            }
            if (candidates.Count >= people || found.Count < rows)
                return [.. candidates.Take(people)];
        }
    }
}
