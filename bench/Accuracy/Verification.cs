namespace FaceRec.Accuracy;

/// <summary>How well pairs are told apart, as LFW asks: each fold is judged by the threshold that is best for the other nine.</summary>
/// <param name="Accuracy">Mean over the folds.</param>
/// <param name="Deviation">Standard deviation over the folds.</param>
internal sealed record Verification(double Accuracy, double Deviation)
{
    public static Verification Of(IReadOnlyList<FacePair> pairs)
    {
        var folds = pairs.GroupBy(pair => pair.Fold).OrderBy(fold => fold.Key).ToList();
        var accuracies = folds.Select(fold => Share(fold, BestThreshold(pairs.Where(pair => pair.Fold != fold.Key)))).ToList();
        var mean = accuracies.Average();
        return new Verification(mean, Math.Sqrt(accuracies.Average(accuracy => (accuracy - mean) * (accuracy - mean))));
    }

    /// <summary>The share of pairs that a threshold judges rightly.</summary>
    public static double Share(IEnumerable<FacePair> pairs, float threshold)
    {
        var (right, total) = (0, 0);
        foreach (var pair in pairs)
        {
            right += pair.Similarity >= threshold == pair.Same ? 1 : 0;
            total++;
        }
        return (double)right / total;
    }

    private static float BestThreshold(IEnumerable<FacePair> pairs)
    {
        // From high to low: every pair passed is called "same" from there on.
        var sorted = pairs.OrderByDescending(pair => pair.Similarity).ToList();
        var right = sorted.Count(pair => !pair.Same);
        var (best, threshold) = (right, 1f);
        for (var i = 0; i < sorted.Count; i++)
        {
            right += sorted[i].Same ? 1 : -1;
            if (right <= best)
                continue;
            best = right;
            // Between two pairs, so that it does not hang on the last digit of one.
            threshold = i + 1 < sorted.Count ? (sorted[i].Similarity + sorted[i + 1].Similarity) / 2 : sorted[i].Similarity;
        }
        return threshold;
    }
}
