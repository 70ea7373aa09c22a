namespace FaceRec.Recognition.Models;

/// <summary>A file of weights.</summary>
internal abstract record ModelFile
{
    public required string File { get; init; }

    /// <summary>In hexadecimal. A file with another content is refused at start; null = any content.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The name of the input tensor.</summary>
    public required string Input { get; init; }

    /// <summary>Subtracted from the values 0 to 255.</summary>
    public float Mean { get; init; }

    /// <summary>Multiplied after subtracting <see cref="Mean"/>.</summary>
    public float Scale { get; init; } = 1;
}
