namespace FaceRec.Recognition.Models;

internal sealed record DetectorModel : ModelFile
{
    public required DetectorDecoding Decoding { get; init; }
    public ChannelOrder Colors { get; init; } = ChannelOrder.Rgb;

    /// <summary>
    /// The tensors to read, in the order that <see cref="Decoding"/> expects. Values inside the graph may be named: then the
    /// graph is cut there and takes pictures of any size.
    /// </summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The lowest score of a face.</summary>
    public required float Threshold { get; init; }

    /// <summary>
    /// From this score on a box is taken for a face without asking the other networks, which below it must agree: the points
    /// of two looks, and the length of the embedding. Measured for the shipped detector; others are less sure of themselves.
    /// </summary>
    public float CertainScore { get; init; } = 0.95f;

    /// <summary>Of two boxes that overlap by more than this (intersection over union), the one with the lower score goes.</summary>
    public float Overlap { get; init; } = 0.4f;

    /// <summary>Sides of the input must be multiples of this.</summary>
    public int Multiple { get; init; } = 32;
}
