using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Tests.Pictures;

/// <summary>Pictures of noise, where a pixel that is taken from the wrong place shows.</summary>
internal static class RandomPictures
{
    public static Picture Make(Random random, int width, int height)
    {
        var picture = new Picture(width, height);
        random.NextBytes(picture.Pixels);
        return picture;
    }
}
