using System.Runtime.Intrinsics;

namespace FaceRec.Recognition.Pictures;

/// <summary>A row of pixels seen through an affine map: each the mean of a square of samples, each sample between four pixels of the picture.</summary>
internal static class SampledRow
{
    // What the left and the right pixel count at a place between them: 1 - share and share, for each of four colours.
    private static readonly Vector256<float> LeftWhole = Vector256.Create(Vector128<float>.One, Vector128<float>.Zero);
    private static readonly Vector256<float> LeftToRight = Vector256.Create(-Vector128<float>.One, Vector128<float>.One);

    /// <param name="map">From the row's pixels to the picture's.</param>
    /// <param name="y">Which row.</param>
    /// <param name="samples">Along each side of a pixel.</param>
    public static unsafe void Fill(Picture picture, in Affine map, int y, int samples, Span<Vector128<float>> row)
    {
        var grid = new Grid(map, y, samples);
        var (from, to) = (0, row.Length);
        fixed (byte* pixels = picture.Pixels)
        {
            // From both ends to the first pixel whose samples all lie inside the picture. Along a row coordinates only grow or
            // only shrink, rounded or not, so that those between two such pixels lie inside as well and need no test.
            for (; from < to && !IsInside(picture, grid, from); from++)
                row[from] = MeanAtEdge(pixels, picture, grid, from);
            for (; from < to && !IsInside(picture, grid, to - 1); to--)
                row[to - 1] = MeanAtEdge(pixels, picture, grid, to - 1);
            FillInside(pixels, picture.Stride, grid, from, row[from..to]);
        }
    }

    // What the engine spends most of its own time in.
    private static unsafe void FillInside(byte* pixels, int stride, Grid grid, int first, Span<Vector128<float>> row)
    {
        var (left, change) = (LeftWhole * grid.Weight, LeftToRight * grid.Weight);
        for (var x = 0; x < row.Length; x++)
        {
            var sum = Vector256<float>.Zero;
            var line = grid.First(first + x);
            for (var j = 0; j < grid.Samples; j++, line += grid.Down)
            {
                var at = line;
                for (var i = 0; i < grid.Samples; i++, at += grid.Right)
                {
                    // Not negative, so that cutting off the fraction is rounding down.
                    var whole = Vector128.ConvertToInt32Native(at);
                    var share = at - Vector128.ConvertToSingle(whole);
                    var upper = pixels + whole[1] * (nint)stride + whole[0] * (nint)Picture.BytesPerPixel;
                    var above = PixelVectors.Two(upper);
                    var between = Vector256.MultiplyAddEstimate(PixelVectors.Two(upper + stride) - above, Vector256.Create(share[1]), above);
                    sum = Vector256.MultiplyAddEstimate(between, Vector256.MultiplyAddEstimate(change, Vector256.Create(share[0]), left), sum);
                }
            }
            row[x] = sum.GetLower() + sum.GetUpper();
        }
    }

    private static bool IsInside(Picture picture, Grid grid, int pixel)
    {
        var line = grid.First(pixel);
        for (var j = 0; j < grid.Samples; j++, line += grid.Down)
        {
            var at = line;
            for (var i = 0; i < grid.Samples; i++, at += grid.Right)
            {
                if (!(at[0] >= 0 && at[0] < picture.Width - 1 && at[1] >= 0 && at[1] < picture.Height - 1))
                    return false;
            }
        }
        return true;
    }

    private static unsafe Vector128<float> MeanAtEdge(byte* pixels, Picture picture, Grid grid, int pixel)
    {
        var sum = Vector128<float>.Zero;
        var line = grid.First(pixel);
        for (var j = 0; j < grid.Samples; j++, line += grid.Down)
        {
            var at = line;
            for (var i = 0; i < grid.Samples; i++, at += grid.Right)
                sum += Sample(pixels, picture, at[0], at[1]);
        }
        return sum * grid.Weight;
    }

    private static unsafe Vector128<float> Sample(byte* pixels, Picture picture, float x, float y)
    {
        var (floorX, floorY) = (MathF.Floor(x), MathF.Floor(y));
        var (x0, y0, fx, fy) = ((int)floorX, (int)floorY, x - floorX, y - floorY);
        var sum = Vector128<float>.Zero;
        for (var corner = 0; corner < 4; corner++)
        {
            var (cx, cy) = (x0 + (corner & 1), y0 + (corner >> 1));
            if ((uint)cx >= (uint)picture.Width || (uint)cy >= (uint)picture.Height)
                continue;
            var w = ((corner & 1) == 0 ? 1 - fx : fx) * ((corner >> 1) == 0 ? 1 - fy : fy);
            sum += PixelVectors.One(pixels + cy * picture.Stride + cx * Picture.BytesPerPixel) * w;
        }
        return sum;
    }

    /// <summary>Where the samples of a row's pixels lie in the picture. Places and steps are x and y in a vector's first two numbers.</summary>
    private readonly struct Grid(in Affine map, int y, int samples)
    {
        private readonly Vector128<float> _pixel = Vector128.Create(map.Xx, map.Yx, 0, 0);
        private readonly Vector128<float> _start = Start(map, y, (1f / samples - 1) / 2);

        public int Samples { get; } = samples;
        public float Weight { get; } = 1f / (samples * samples);
        public Vector128<float> Right { get; } = Vector128.Create(map.Xx, map.Yx, 0, 0) / samples;
        public Vector128<float> Down { get; } = Vector128.Create(map.Xy, map.Yy, 0, 0) / samples;

        /// <summary>A pixel's upper left sample.</summary>
        public Vector128<float> First(int pixel) => _pixel * pixel + _start;

        private static Vector128<float> Start(in Affine map, int y, float first)
        {
            var (startX, startY) = map.Map(first, y + first);
            return Vector128.Create(startX, startY, 0, 0);
        }
    }
}
