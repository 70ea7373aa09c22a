namespace FaceRec.Recognition.Models;

/// <summary>A network that finds 68 points (iBUG order) in a gray square around a face.</summary>
internal sealed record LandmarkModel : ModelFile
{
    public required string Output { get; init; }

    /// <summary>Side of the input.</summary>
    public required int Size { get; init; }

    /// <summary>Where in the alignment template the centre of a second, levelled look is; null = one look only.</summary>
    public float[]? RefineCenter { get; init; }

    /// <summary>Side of the second look's square, in the template's pixels.</summary>
    public float RefineSide { get; init; }
}
