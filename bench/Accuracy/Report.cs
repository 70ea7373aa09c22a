using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Models;

namespace FaceRec.Accuracy;

/// <summary>The figures as Markdown, so that they can be pasted into the documentation as they are.</summary>
internal sealed class Report(MatchingRules rules, double strangersNamed, TextWriter to)
{
    private static readonly double[] Rates = [1e-2, 1e-3, 1e-4, 1e-5];
    private static readonly float[] Margins = [0, 0.01f, 0.02f, 0.03f, 0.05f, 0.08f];

    public void WriteVerification(string protocol, IReadOnlyList<FacePair> pairs)
    {
        var verification = Verification.Of(pairs);
        to.WriteLine($"Verification, {protocol}: {pairs.Count:N0} pairs, accuracy {verification.Accuracy:P2} +- {verification.Deviation:P2}; "
            + $"at the shipped threshold {rules.Verification}: {Verification.Share(pairs, rules.Verification):P2}");
        to.WriteLine();
    }

    public void WriteRates(AllPairs pairs)
    {
        to.WriteLine($"All pictures against each other: {pairs.Same.Total:N0} pairs of one person, {pairs.Different.Total:N0} of two");
        to.WriteLine();
        to.WriteLine("| FAR | similarity | TAR % |");
        to.WriteLine("|---|---|---|");
        foreach (var rate in Rates)
        {
            var threshold = pairs.Different.ThresholdFor(rate);
            to.WriteLine($"| {rate:0E+0} | {threshold:F4} | {100 * pairs.Same.ShareAbove(threshold):F2} |");
        }
        to.WriteLine();
    }

    public void WriteCalibration(AllPairs pairs)
    {
        to.WriteLine("| similarity | FAR | FAR in the manifest's table | FRR % |");
        to.WriteLine("|---|---|---|---|");
        foreach (var point in rules.Calibration)
        {
            to.WriteLine($"| {point.Similarity:F3} | {pairs.Different.ShareAbove(point.Similarity):0.00E+0} | {point.FalseAcceptRate:0.00E+0} | "
                + $"{100 * (1 - pairs.Same.ShareAbove(point.Similarity)):F2} |");
        }
        to.WriteLine();
    }

    public void WriteIdentification(IReadOnlyList<LabelledFace> faces)
    {
        to.WriteLine($"| enrolled | scored by | rank-1 % | threshold | known named rightly | known named wrongly | strangers named | known named rightly where {strangersNamed:P1} of strangers are |");
        to.WriteLine("|---|---|---|---|---|---|---|---|");
        for (var enrolled = 1; enrolled <= 3; enrolled++)
        {
            foreach (var byTemplate in new[] { false, true })
            {
                var run = Identification.Run(faces, enrolled, byTemplate);
                if (run.Known.Count == 0 || (byTemplate && enrolled == 1))
                    continue;
                WriteIdentification(run, byTemplate, Calibration.ThresholdFor(run.Faces, strangersNamed, rules.Calibration), enrolled);
            }
        }
        to.WriteLine();
    }

    /// <summary>What the lead over the runner-up costs and brings, at the shipped threshold and at the lowest of the table, with one picture enrolled of each.</summary>
    public void WriteMargins(IReadOnlyList<LabelledFace> faces)
    {
        var run = Identification.Run(faces, enrolled: 1, byTemplate: false);
        if (run.Known.Count == 0)
            return;
        to.WriteLine("| threshold | margin | known named rightly | known named wrongly | strangers named |");
        to.WriteLine("|---|---|---|---|---|");
        foreach (var threshold in new[] { Calibration.ThresholdFor(run.Faces, strangersNamed, rules.Calibration), rules.Calibration[0].Similarity })
        {
            foreach (var margin in Margins.Append(rules.Margin).Distinct().Order())
            {
                var right = Identification.RightlyNamed(run.Known, threshold, margin);
                to.WriteLine($"| {threshold:F3} | {margin:F2}{(margin == rules.Margin ? " (shipped)" : "")} | {right} of {run.Known.Count} | "
                    + $"{Identification.Named(run.Known, threshold, margin) - right} | {Identification.Named(run.Strangers, threshold, margin)} of {run.Strangers.Count} |");
            }
        }
        to.WriteLine();
    }

    public void WriteStages(FaceReader reader)
    {
        to.WriteLine("| stage | median ms | 95 % below |");
        to.WriteLine("|---|---|---|");
        foreach (var (stage, times) in reader.Stages.OrderBy(stage => stage.Key, StringComparer.Ordinal))
        {
            var sorted = times.Order().ToList();
            to.WriteLine($"| {stage} | {sorted[sorted.Count / 2]:F2} | {sorted[(int)(sorted.Count * 0.95)]:F2} |");
        }
        to.WriteLine();
    }

    private void WriteIdentification(Identification run, bool byTemplate, float threshold, int enrolled)
    {
        var right = Identification.RightlyNamed(run.Known, threshold, rules.Margin);
        var named = Identification.Named(run.Known, threshold, rules.Margin);
        to.WriteLine($"| {run.People:N0} people x {enrolled} | {(byTemplate ? "mean face" : "best face")} | {100 * run.Rank1:F2} | {threshold:F3} | "
            + $"{right} of {run.Known.Count} ({100.0 * right / run.Known.Count:F2} %) | {named - right} | "
            + $"{Identification.Named(run.Strangers, threshold, rules.Margin)} of {run.Strangers.Count} | {100.0 * AtEqualStrangers(run) / run.Known.Count:F2} % |");
    }

    // The two ways of scoring shift all similarities, so a comparison at one threshold says little: here each has the threshold
    // that names the wished share of the strangers at hand.
    private int AtEqualStrangers(Identification run)
    {
        var strangers = run.Strangers.Select(probe => probe.Candidates[0].Similarity).OrderDescending().ToList();
        var next = (int)(strangersNamed * strangers.Count);
        return Identification.RightlyNamed(run.Known, next < strangers.Count ? MathF.BitIncrement(strangers[next]) : 1, margin: 0);
    }
}
