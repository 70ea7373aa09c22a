using System.Runtime.Intrinsics;

namespace FaceRec.Recognition.Pictures;

/// <summary>Pixels as vectors: four numbers each, red, green, blue and the unused one.</summary>
internal static class PixelVectors
{
    public static unsafe Vector128<float> One(byte* pixel) =>
        Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(*(uint*)pixel).AsByte())).AsInt32());

    /// <summary>A pixel and its neighbour to the right.</summary>
    public static unsafe Vector256<float> Two(byte* pixels) =>
        Vector256.ConvertToSingle(Vector256.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)pixels).AsByte()).ToVector256Unsafe()).AsInt32());
}
