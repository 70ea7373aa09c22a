using System.ComponentModel.DataAnnotations;

namespace FaceRec.Recognition.Engine;

/// <summary>How much work the engine puts into a picture.</summary>
internal sealed class EngineOptions
{
    /// <summary>The model manifest; a relative path starts at the program's folder.</summary>
    [Required]
    public string Manifest { get; set; } = "models/faceplugin.json";

    /// <summary>Pictures with more pixels are refused before they are decoded.</summary>
    [Range(1_000_000, 500_000_000)]
    public long MaxPixels { get; set; } = 50_000_000;

    /// <summary>Height in pixels of the smallest face worth finding.</summary>
    [Range(10, 1000)]
    public int SmallestFace { get; set; } = 24;

    /// <summary>The longest side at which the detector looks at crowds, tiny faces and pictures that seem empty; all others get 640 at most.</summary>
    [Range(320, 4096)]
    public int LongestLook { get; set; } = 1280;
}
