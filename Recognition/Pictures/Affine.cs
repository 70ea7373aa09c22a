namespace FaceRec.Recognition.Pictures;

/// <summary>Maps a point to another: x' = Xx*x + Xy*y + X0, y' = Yx*x + Yy*y + Y0.</summary>
internal readonly record struct Affine(float Xx, float Xy, float X0, float Yx, float Yy, float Y0)
{
    /// <summary>How much longer a short line becomes along x.</summary>
    public float Scale => MathF.Sqrt(Xx * Xx + Yx * Yx);

    public (float X, float Y) Map(float x, float y) => (Xx * x + Xy * y + X0, Yx * x + Yy * y + Y0);
}
