using System.Buffers.Binary;
using System.Text;

namespace FaceRec.Recognition.Onnx;

/// <summary>
/// A protocol buffers message as a list of fields, read and written without a schema: enough to change a few nodes of an
/// ONNX graph and carry everything else over untouched. Wire format: protobuf.dev/programming-guides/encoding.
/// </summary>
internal sealed class ProtoMessage
{
    public List<ProtoField> Fields { get; } = [];

    public static ProtoMessage Parse(ReadOnlySpan<byte> bytes)
    {
        var message = new ProtoMessage();
        var at = 0;
        while (at < bytes.Length)
        {
            var key = ReadVarint(bytes, ref at);
            var (number, wire) = ((int)(key >> 3), (ProtoWire)(key & 7));
            switch (wire)
            {
                case ProtoWire.Varint:
                    message.Fields.Add(new ProtoField(number, wire, [], ReadVarint(bytes, ref at)));
                    break;
                case ProtoWire.Fixed64 or ProtoWire.Fixed32 or ProtoWire.Bytes:
                    var length = wire switch { ProtoWire.Fixed64 => 8, ProtoWire.Fixed32 => 4, _ => checked((int)ReadVarint(bytes, ref at)) };
                    if (length > bytes.Length - at)
                        throw new InvalidDataException("The file ends in the middle of a field.");
                    message.Fields.Add(new ProtoField(number, wire, bytes.Slice(at, length).ToArray(), 0));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {wire} is not one of ONNX's.");
            }
        }
        return message;
    }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        foreach (var field in Fields)
        {
            WriteVarint(bytes, ((ulong)field.Number << 3) | (ulong)field.Wire);
            if (field.Wire == ProtoWire.Varint)
            {
                WriteVarint(bytes, field.Value);
                continue;
            }
            if (field.Wire == ProtoWire.Bytes)
                WriteVarint(bytes, (ulong)field.Bytes.Length);
            bytes.Write(field.Bytes);
        }
        return bytes.ToArray();
    }

    public IEnumerable<ProtoField> All(int number) => Fields.Where(field => field.Number == number);

    public IEnumerable<string> Texts(int number) => All(number).Select(field => field.Text);

    public string Text(int number) => Texts(number).FirstOrDefault("");

    /// <summary>A repeated whole number, written one by one or packed.</summary>
    public IEnumerable<long> Numbers(int number)
    {
        foreach (var field in All(number))
        {
            if (field.Wire == ProtoWire.Varint)
                yield return (long)field.Value;
            else
            {
                for (var at = 0; at < field.Bytes.Length;)
                    yield return (long)ReadVarint(field.Bytes, ref at);
            }
        }
    }

    public ProtoMessage Add(int number, ulong value)
    {
        Fields.Add(new ProtoField(number, ProtoWire.Varint, [], value));
        return this;
    }

    public ProtoMessage Add(int number, string text) => Add(number, Encoding.UTF8.GetBytes(text));

    public ProtoMessage Add(int number, ProtoMessage message) => Add(number, message.ToBytes());

    public ProtoMessage Add(int number, byte[] bytes)
    {
        Fields.Add(new ProtoField(number, ProtoWire.Bytes, bytes, 0));
        return this;
    }

    /// <summary>The floats of a packed or single repeated field.</summary>
    public static float[] Floats(IEnumerable<ProtoField> fields) =>
        [.. fields.SelectMany(field => field.Bytes.Chunk(sizeof(float)).Select(four => BinaryPrimitives.ReadSingleLittleEndian(four)))];

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (at >= bytes.Length)
                throw new InvalidDataException("The file ends in the middle of a number.");
            var next = bytes[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    private static void WriteVarint(Stream stream, ulong value)
    {
        for (; value > 127; value >>= 7)
            stream.WriteByte((byte)(value | 128));
        stream.WriteByte((byte)value);
    }
}
