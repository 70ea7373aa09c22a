using System.Text;

namespace FaceRec.Recognition.Onnx;

/// <summary>One field: a number where <see cref="Wire"/> is <see cref="ProtoWire.Varint"/>, else bytes.</summary>
internal sealed record ProtoField(int Number, ProtoWire Wire, byte[] Bytes, ulong Value)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public ProtoMessage Message => ProtoMessage.Parse(Bytes);
}
