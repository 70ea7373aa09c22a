namespace FaceRec.Recognition.Models;

/// <summary>What an embedder's similarities mean, as measured.</summary>
internal sealed record MatchingRules
{
    /// <summary>How <see cref="Calibration"/> was measured.</summary>
    public string? Measured { get; init; }

    /// <summary>From which similarity two pictures count as one person's.</summary>
    public required float Verification { get; init; }

    /// <summary>How far above the best other person the best must be to be named.</summary>
    public required float Margin { get; init; }

    /// <summary>How often two different people are more similar than a given similarity; by similarity.</summary>
    public required IReadOnlyList<CalibrationPoint> Calibration { get; init; }
}
