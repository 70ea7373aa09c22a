using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Pictures;
using FaceRec.Recognition.Tests.Pictures;

namespace FaceRec.Recognition.Tests.Engine;

public class QualityEstimateTests
{
    private static readonly float[] Level = [38, 52, 74, 52, 56, 72, 42, 92, 71, 92];

    [Fact]
    public void Sharpness_is_the_variance_of_the_laplacian_of_the_gray_face()
    {
        using var face = RandomPictures.Make(new Random(1), 112, 112);

        var sharpness = QualityEstimate.Of(100, Level, face).Sharpness;

        var laplacian = new List<double>();
        for (var y = 1; y < face.Height - 1; y++)
        {
            for (var x = 1; x < face.Width - 1; x++)
                laplacian.Add(Gray(face, x - 1, y) + Gray(face, x + 1, y) + Gray(face, x, y - 1) + Gray(face, x, y + 1) - 4 * Gray(face, x, y));
        }
        var mean = laplacian.Average();
        Assert.Equal(laplacian.Average(value => (value - mean) * (value - mean)), sharpness, sharpness * 1e-4);
    }

    private static double Gray(Picture face, int x, int y)
    {
        var pixel = face.Pixels.Slice(y * face.Stride + x * Picture.BytesPerPixel, 3);
        return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
    }
}
