using FaceRec.Recognition.Detectors;

namespace FaceRec.Recognition.Engine;

/// <summary>
/// At which sizes a picture is looked at, and how the looks become one list of faces. Each look is trusted for the faces that
/// are of middling height in it: lower ones it misses, and on the parts of higher ones it sees faces that are none.
/// </summary>
internal static class DetectorLooks
{
    // Measured: the shipped detector finds 98 % of faces that are 16 pixels high in its input, 67 % of those with 12.
    private const float FaceInInput = 16;
    // Pictures smaller than this are enlarged to it.
    private const int FirstSide = 320;
    private const int SecondSide = 640;
    // A face that is higher than this was clear enough in the look before, at half the size.
    private const float HighestAdded = 128;
    // A face this low may have neighbours that were too low to be seen.
    private const float Low = 24;
    private const int Crowd = 5;
    // Two looks of so little difference in size see the same.
    private const float LeastStep = 1.25f;

    /// <summary>The longer side of the input for the next look; null where what was found is enough.</summary>
    /// <param name="longSide">The picture's longer side.</param>
    /// <param name="lastLook">The side of the look before; 0 where there was none.</param>
    /// <param name="found">What was found until now, in the picture's pixels.</param>
    public static int? NextSide(int longSide, int lastLook, IReadOnlyList<Detection> found, EngineOptions options)
    {
        if (lastLook == 0)
            return FirstSide;
        var useful = Math.Min(options.LongestLook, (int)(longSide * FaceInInput / options.SmallestFace));
        var next = lastLook < SecondSide ? Math.Min(SecondSide, useful) : useful;
        if (next < lastLook * LeastStep)
            return null;
        var scale = (float)lastLook / longSide;
        return lastLook < SecondSide || found.Count is 0 or >= Crowd || found.Any(face => face.Height * scale < Low) ? next : null;
    }

    /// <summary>Adds the smaller faces that only a later look saw.</summary>
    /// <param name="scale">The later look's input pixels for one of the picture's.</param>
    public static List<Detection> Add(List<Detection> found, List<Detection> later, float scale, float overlap)
    {
        var added = later.Where(face => face.Height * scale < HighestAdded && !found.Exists(large => IsPartOf(face, large)));
        return Suppression.KeepBest(found.Concat(added), overlap);
    }

    private static bool IsPartOf(Detection face, Detection large)
    {
        var (x, y) = ((face.Left + face.Right) / 2, (face.Top + face.Bottom) / 2);
        return face.Height * 3 < large.Height && x > large.Left && x < large.Right && y > large.Top && y < large.Bottom;
    }
}
