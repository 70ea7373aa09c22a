using Microsoft.ML.OnnxRuntime;

namespace FaceRec.Recognition.Detectors;

/// <summary>A detector's outputs for one picture.</summary>
/// <param name="Width">Width of the input they were made from.</param>
internal readonly record struct DetectorMaps(IReadOnlyList<OrtValue> Values, int Width)
{
    public ReadOnlySpan<float> this[int index] => Values[index].GetTensorDataAsSpan<float>();

    public long[] ShapeOf(int index) => Values[index].GetTensorTypeAndShape().Shape;
}
