using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Tests.Pictures;

/// <summary>What is cut out many pixels at a time is what a plain loop over samples gives.</summary>
public class CutoutTests
{
    private const int Width = 23, Height = 19;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Cutouts_are_those_of_a_plain_loop_wherever_they_lie(int samples)
    {
        var random = new Random(samples);
        for (var round = 0; round < 100; round++)
        {
            using var picture = RandomPictures.Make(random, random.Next(1, 90), random.Next(1, 70));
            var map = RandomMap(random, picture);

            using var cut = Cutout.Cut(picture, map, Width, Height, samples);
            var gray = new float[Width * Height];
            Cutout.FillGray(picture, map, Width, Height, samples, mean: 16, scale: 0.5f, gray);

            for (var i = 0; i < Width * Height; i++)
            {
                var expected = Mean(picture, map, i % Width, i / Width, samples);
                for (var color = 0; color < 3; color++)
                    Assert.InRange(cut.Pixels[i * Picture.BytesPerPixel + color] - expected[color], -1, 1);
                Assert.Equal((0.299 * expected[0] + 0.587 * expected[1] + 0.114 * expected[2] - 16) / 2, gray[i], 0.05);
            }
        }
    }

    // What a face's points give when the network puts them all in one place, or nowhere near the picture.
    [Theory]
    [InlineData(1e12f, 0)]
    [InlineData(1e12f, -1e12f)]
    [InlineData(1, 3e9f)]
    [InlineData(0, -5)]
    [InlineData(1e-12f, 1e6f)]
    public void Outside_the_picture_all_is_black(float step, float start)
    {
        using var picture = RandomPictures.Make(new Random(1), 40, 30);

        using var cut = Cutout.Cut(picture, new Affine(step, 0, start - step / 2, 0, step, start - step / 2), Width, Height, samples: 2);

        Assert.Equal(-1, cut.Pixels.IndexOfAnyExcept((byte)0));
    }

    // Turned by any angle, mirrored now and then, from three times enlarged to five times shrunk, around a place in or near the picture.
    private static Affine RandomMap(Random random, Picture picture)
    {
        var (angle, scale) = (random.NextSingle() * MathF.Tau, 0.3f * MathF.Pow(16, random.NextSingle()));
        var (cos, sin) = (MathF.Cos(angle) * scale, MathF.Sin(angle) * scale);
        var mirrored = random.Next(4) == 0 ? -1 : 1;
        var turned = new Affine(cos, -sin * mirrored, 0, sin, cos * mirrored, 0);
        var (centerX, centerY) = turned.Map(Width / 2f, Height / 2f);
        return turned with
        {
            X0 = (random.NextSingle() * 1.4f - 0.2f) * picture.Width - centerX,
            Y0 = (random.NextSingle() * 1.4f - 0.2f) * picture.Height - centerY,
        };
    }

    private static double[] Mean(Picture picture, Affine map, int x, int y, int samples)
    {
        var mean = new double[3];
        for (var j = 0; j < samples; j++)
        {
            for (var i = 0; i < samples; i++)
            {
                var (atX, atY) = (x + (i + 0.5) / samples - 0.5, y + (j + 0.5) / samples - 0.5);
                var (pictureX, pictureY) = (map.Xx * atX + map.Xy * atY + map.X0, map.Yx * atX + map.Yy * atY + map.Y0);
                for (var color = 0; color < 3; color++)
                    mean[color] += Between(picture, pictureX, pictureY, color) / (samples * samples);
            }
        }
        return mean;
    }

    private static double Between(Picture picture, double x, double y, int color)
    {
        double sum = 0;
        for (var row = (int)Math.Floor(y); row <= Math.Floor(y) + 1; row++)
        {
            for (var column = (int)Math.Floor(x); column <= Math.Floor(x) + 1; column++)
            {
                if (column >= 0 && column < picture.Width && row >= 0 && row < picture.Height)
                    sum += picture.Pixels[row * picture.Stride + column * Picture.BytesPerPixel + color] * (1 - Math.Abs(x - column)) * (1 - Math.Abs(y - row));
            }
        }
        return sum;
    }
}
