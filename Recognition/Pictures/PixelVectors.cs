using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceRec.Recognition.Pictures;

/// <summary>Pixels as vectors: four numbers each, red, green, blue and the unused one.</summary>
internal static class PixelVectors
{
    public static unsafe Vector128<float> One(byte* pixel) =>
        Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(*(uint*)pixel).AsByte())).AsInt32());

    /// <summary>A pixel and its neighbour to the right.</summary>
    public static unsafe Vector256<float> Two(byte* pixels) => Vector256.ConvertToSingle(
        Avx2.IsSupported
            ? Avx2.ConvertToVector256Int32(pixels)
            : Vector256.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)pixels).AsByte()).ToVector256Unsafe()).AsInt32());

    /// <summary>One colour, the lowest 8 bits, of eight places between two pixels each.</summary>
    /// <param name="shares">The part that the right pixel has, 0 to 1.</param>
    public static Vector256<float> Between(Vector256<uint> left, Vector256<uint> right, Vector256<float> shares) =>
        Vector256.MultiplyAddEstimate(Level(right) - Level(left), shares, Level(left));

    /// <summary>One colour, the lowest 8 bits, of eight pixels.</summary>
    public static Vector256<float> Level(Vector256<uint> pixels) => Vector256.ConvertToSingle((pixels & Vector256.Create(0xFFu)).AsInt32());

    /// <summary>The nearest pixel to four numbers from 0 to 255.</summary>
    public static uint Rounded(Vector128<float> pixel)
    {
        var whole = Vector128.ConvertToInt32Native(pixel + Vector128.Create(0.5f)).AsUInt32();
        var halves = Vector128.Narrow(whole, whole);
        return Vector128.Narrow(halves, halves).AsUInt32()[0];
    }
}
