using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FaceRec.Recognition.Matching;

/// <summary>A probe in 16 bits a number, to be multiplied with rows of 8 bits: a quarter of the memory traffic of floats.</summary>
internal readonly struct CoarseProbe
{
    private const int Steps = short.MaxValue;

    private readonly short[] _values;
    private readonly float _scale;
    private readonly float _norm;
    private readonly float _error;

    public CoarseProbe(ReadOnlySpan<float> probe)
    {
        _values = new short[probe.Length];
        _scale = MathF.Max(MathF.Abs(TensorPrimitives.MaxMagnitude(probe)) / Steps, float.Epsilon);
        for (var i = 0; i < probe.Length; i++)
            _values[i] = (short)MathF.Round(probe[i] / _scale);
        _norm = TensorPrimitives.Norm(probe);
        // Half a step of each number at most, and what floats round off.
        _error = _scale / 2 * MathF.Sqrt(probe.Length) + 1e-5f;
    }

    /// <summary>False where the processor has no instructions for it, or the length does not fit them.</summary>
    public static bool IsFast(int length) => Avx2.IsSupported && length % Vector256<sbyte>.Count == 0;

    /// <summary>The dot product with a row to within <paramref name="error"/>.</summary>
    public float Dot(FaceBlock block, int row, out float error)
    {
        error = block.ErrorAt(row) * _norm + _error;
        return Dot(block.CoarseAt(row), _values) * block.ScaleAt(row) * _scale;
    }

    // 32 additions of two products of 8 and 16 bits stay far within 32 bits: 2 * 127 * 32,767 * 32 = 266 million.
    private static unsafe int Dot(ReadOnlySpan<sbyte> row, short[] probe)
    {
        fixed (sbyte* a = row)
        fixed (short* b = probe)
        {
            if (Avx512BW.IsSupported)
            {
                var wide = Vector512<int>.Zero;
                for (var i = 0; i < row.Length; i += Vector512<short>.Count)
                    wide += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Load(a + i)), Vector512.Load(b + i));
                return Vector512.Sum(wide);
            }
            var sum = Vector256<int>.Zero;
            for (var i = 0; i < row.Length; i += Vector256<short>.Count)
                sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(a + i), Vector256.Load(b + i));
            return Vector256.Sum(sum);
        }
    }
}
