using System.ComponentModel.DataAnnotations;

namespace FaceRec.Recognition;

/// <summary>The limits of the quality gate. The defaults pass every picture of the lineage (faces 28 pixels high, sharpness from 7.6).</summary>
internal sealed class EnrollmentOptions
{
    /// <summary>Least height of a face, in pixels.</summary>
    [Range(1, 1000)]
    public float LeastHeight { get; set; } = 24;

    /// <summary>Least variance of the Laplacian. Of 400 LFW pictures one has less than 16.</summary>
    [Range(0, 1000)]
    public float LeastSharpness { get; set; } = 5;

    /// <summary>Most degrees turned to the side. No central face of 400 LFW pictures has more than 39.</summary>
    [Range(1, 90)]
    public float MostYaw { get; set; } = 45;
}
