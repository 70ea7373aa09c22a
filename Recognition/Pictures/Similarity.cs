namespace FaceRec.Recognition.Pictures;

/// <summary>Turns, scales and moves without distorting: u = A*x - B*y + X0, v = B*x + A*y + Y0.</summary>
internal readonly record struct Similarity(double A, double B, double X0, double Y0)
{
    /// <summary>The similarity that brings the first points nearest to the second, in the sense of least squares.</summary>
    /// <param name="from">x and y in turn.</param>
    public static Similarity Fit(ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        var count = from.Length / 2;
        double fromX = 0, fromY = 0, toX = 0, toY = 0;
        for (var i = 0; i < count; i++)
        {
            fromX += from[2 * i];
            fromY += from[2 * i + 1];
            toX += to[2 * i];
            toY += to[2 * i + 1];
        }
        fromX /= count;
        fromY /= count;
        toX /= count;
        toY /= count;

        double along = 0, across = 0, square = 0;
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (from[2 * i] - fromX, from[2 * i + 1] - fromY);
            var (u, v) = (to[2 * i] - toX, to[2 * i + 1] - toY);
            along += x * u + y * v;
            across += x * v - y * u;
            square += x * x + y * y;
        }
        // Points that all coincide say nothing of scale or turn.
        var (a, b) = square > 0 ? (along / square, across / square) : (1, 0);
        return new Similarity(a, b, toX - (a * fromX - b * fromY), toY - (b * fromX + a * fromY));
    }

    /// <summary>The way back.</summary>
    public Affine Inverse()
    {
        var square = Math.Max(A * A + B * B, 1e-12);
        var (a, b) = (A / square, B / square);
        return new Affine((float)a, (float)b, (float)-(a * X0 + b * Y0), (float)-b, (float)a, (float)(b * X0 - a * Y0));
    }
}
