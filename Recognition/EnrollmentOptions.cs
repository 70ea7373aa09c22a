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

    /// <summary>Most degrees turned to the side. Of the faces in 1,038 LFW pictures none has more than 43.</summary>
    [Range(1, 90)]
    public float MostYaw { get; set; } = 45;
}
