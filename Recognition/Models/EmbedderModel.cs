namespace FaceRec.Recognition.Models;

internal sealed record EmbedderModel : ModelFile
{
    public required string Output { get; init; }
    public ChannelOrder Colors { get; init; } = ChannelOrder.Rgb;

    /// <summary>Side of the aligned face.</summary>
    public required int Size { get; init; }

    /// <summary>How many numbers an embedding has.</summary>
    public required int Length { get; init; }

    /// <summary>Where the two eyes, the nose and the corners of the mouth lie in the aligned face.</summary>
    public required float[][] Template { get; init; }

    /// <summary>Rewrite PRelu operations for speed; the numbers stay the same.</summary>
    public bool FoldPRelu { get; init; }

    /// <summary>The network's output is at least this long, before it is normalised, for what is a face; 0 = no such rule.</summary>
    public float FaceNorm { get; init; }

    /// <summary>The template as one row: x and y in turn.</summary>
    internal float[] TemplatePoints() => [.. Template.SelectMany(point => point)];
}
