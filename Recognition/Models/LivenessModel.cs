namespace FaceRec.Recognition.Models;

/// <summary>A network that tells a live face from a picture of one.</summary>
internal sealed record LivenessModel : ModelFile
{
    public required string Output { get; init; }
    public ChannelOrder Colors { get; init; } = ChannelOrder.Bgr;

    /// <summary>Side of the input.</summary>
    public required int Size { get; init; }

    /// <summary>Side of the square around a face, in sides of its box.</summary>
    public required float Surroundings { get; init; }

    /// <summary>Which output says "live".</summary>
    public required int LiveClass { get; init; }
}
