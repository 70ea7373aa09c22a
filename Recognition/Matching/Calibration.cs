using FaceRec.Recognition.Models;

namespace FaceRec.Recognition.Matching;

internal static class Calibration
{
    /// <summary>
    /// The similarity above which a stranger is named no more often than wished. A stranger is compared with every enrolled
    /// face, so the rate of false accepts that may be tolerated shrinks with their number. Between and beyond the measured
    /// points the logarithm of the rate is taken to be a straight line.
    /// </summary>
    /// <param name="strangersNamed">The share of strangers who may get a name.</param>
    public static float ThresholdFor(int faces, double strangersNamed, IReadOnlyList<CalibrationPoint> points)
    {
        var wanted = Math.Log(strangersNamed / Math.Max(1, faces));
        var i = 1;
        while (i < points.Count - 1 && Math.Log(points[i].FalseAcceptRate) > wanted)
            i++;
        var (a, b) = (points[i - 1], points[i]);
        var (logA, logB) = (Math.Log(a.FalseAcceptRate), Math.Log(b.FalseAcceptRate));
        var similarity = a.Similarity + (b.Similarity - a.Similarity) * (wanted - logA) / (logB - logA);
        return (float)Math.Clamp(similarity, points[0].Similarity, 1);
    }
}
