namespace FaceRec.Recognition.Onnx;

/// <summary>How a field is written.</summary>
internal enum ProtoWire
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
