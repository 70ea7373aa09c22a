using System.Runtime.InteropServices;

namespace FaceRec.Recognition.Onnx;

/// <summary>A constant of a graph. Field numbers are those of TensorProto in onnx.proto.</summary>
internal sealed class OnnxTensor
{
    private const int Dims = 1, DataType = 2, FloatData = 4, NameField = 8, RawData = 9;
    private const ulong Float = 1;

    private readonly ProtoMessage? _original;

    public OnnxTensor(string name, long[] shape, float[] values) => (Name, Shape, Values) = (name, shape, values);

    public OnnxTensor(ProtoMessage message)
    {
        Name = message.Text(NameField);
        Shape = [.. message.Numbers(Dims)];
        _original = message;
        if (message.Numbers(DataType).FirstOrDefault() != (long)Float)
            return;
        Values = message.All(RawData).FirstOrDefault() is { } raw
            ? MemoryMarshal.Cast<byte, float>(raw.Bytes).ToArray()
            : ProtoMessage.Floats(message.All(FloatData));
    }

    public string Name { get; }
    public long[] Shape { get; }

    /// <summary>Null where the constant does not consist of 32-bit floats; may be written to.</summary>
    public float[]? Values { get; }

    public ProtoMessage ToMessage()
    {
        if (Values is null)
            return _original!;
        var message = new ProtoMessage();
        foreach (var length in Shape)
            message.Add(Dims, (ulong)length);
        return message.Add(DataType, Float).Add(NameField, Name).Add(RawData, MemoryMarshal.AsBytes(Values.AsSpan()).ToArray());
    }
}
