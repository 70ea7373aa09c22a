using System.Buffers;
using System.Numerics.Tensors;
using FaceRec.Recognition.Models;
using FaceRec.Recognition.Onnx;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Engine;

/// <summary>Turns aligned faces into embeddings of length 1.</summary>
internal sealed class FaceEmbedder(string folder, EmbedderModel model) : IDisposable
{
    private readonly ModelSession _session = new(folder, model, [model.Output], model.FoldPRelu ? Fold : null);

    /// <param name="aligned">The aligned face.</param>
    /// <param name="norm">The length before normalising: short where the network sees little of a face.</param>
    public float[] Embed(Picture aligned, out float norm)
    {
        var length = 3 * model.Size * model.Size;
        var buffer = ArrayPool<float>.Shared.Rent(length);
        try
        {
            PictureTensor.Fill(aligned, model.Size, model.Size, model.Size, model.Size, model.Colors, model.Mean, model.Scale, buffer.AsSpan(0, length));
            using var outputs = _session.Run(buffer.AsMemory(0, length), [1, 3, model.Size, model.Size]);
            var raw = outputs[0].GetTensorDataAsSpan<float>();
            if (raw.Length != model.Length)
                throw new InvalidDataException($"{model.File} makes {raw.Length} numbers, but the manifest names {model.Length}.");
            norm = TensorPrimitives.Norm(raw);
            var embedding = new float[model.Length];
            TensorPrimitives.Divide(raw, MathF.Max(norm, 1e-12f), embedding);
            return embedding;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    /// <summary>The time spent in the network.</summary>
    public TimeSpan Busy => _session.Busy;

    public void Dispose() => _session.Dispose();

    private static byte[] Fold(byte[] bytes)
    {
        var graph = OnnxGraph.Parse(bytes);
        PReluFolding.Apply(graph);
        return graph.ToBytes();
    }
}
