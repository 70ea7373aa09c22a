namespace FaceRec.Accuracy;

/// <summary>How many pairs have which similarity, to 1/10,000: a hundred million pairs need no list.</summary>
internal sealed class SimilarityCounts
{
    private const int Steps = 10_000;

    private readonly long[] _counts = new long[2 * Steps + 1];

    public long Total { get; private set; }

    public void Add(float similarity)
    {
        _counts[Index(similarity)]++;
        Total++;
    }

    public void Add(SimilarityCounts other)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        Total += other.Total;
    }

    /// <summary>The share of pairs at least this similar.</summary>
    public double ShareAbove(float similarity)
    {
        long count = 0;
        for (var i = Index(similarity); i < _counts.Length; i++)
            count += _counts[i];
        return (double)count / Math.Max(1, Total);
    }

    /// <summary>The lowest similarity that no more than the given share of pairs reach.</summary>
    public float ThresholdFor(double share)
    {
        long count = 0;
        for (var i = _counts.Length - 1; i >= 0; i--)
        {
            count += _counts[i];
            if (count > share * Total)
                return (float)(i + 1 - Steps) / Steps;
        }
        return -1;
    }

    private static int Index(float similarity) => Math.Clamp((int)MathF.Round(similarity * Steps) + Steps, 0, 2 * Steps);
}
