using System.Collections.Immutable;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>How queues and messages are written in a journal, and read again.</summary>
internal static class JournalFormat
{
    /// <summary>The first bytes of every file: what it is, and the version of this format.</summary>
    public static ReadOnlySpan<byte> FileMark => "FRQJ\u0001\0\0\0"u8;

    /// <summary>Before each record: its length and the CRC-32 of its bytes.</summary>
    public const int FrameBytes = 8;

    public static void Write(BinaryWriter writer, QueueRecord queue, long lastSequence)
    {
        writer.Write(queue.Key);
        Write(writer, queue.Created);
        Write(writer, queue.Modified);
        Write(writer, queue.Attributes);
        Write(writer, queue.Tags);
        writer.Write7BitEncodedInt64(lastSequence);
    }

    public static (QueueRecord Queue, long LastSequence) ReadQueue(BinaryReader reader, string name)
    {
        var queue = new QueueRecord(name, reader.ReadString(), ReadTime(reader), ReadTime(reader), ReadMap(reader), ReadMap(reader));
        return (queue, reader.Read7BitEncodedInt64());
    }

    public static void Write(BinaryWriter writer, SqsMessage message)
    {
        writer.Write7BitEncodedInt64(message.Sequence);
        writer.Write(message.Id);
        writer.Write(message.Body);
        writer.Write7BitEncodedInt(message.Attributes.Count);
        foreach (var (name, attribute) in message.Attributes)
        {
            writer.Write(name);
            writer.Write(attribute.DataType);
            WriteOptional(writer, attribute.Text);
            var binary = attribute.Binary.IsDefault ? [] : attribute.Binary;
            writer.Write7BitEncodedInt(binary.Length);
            writer.Write(binary.AsSpan());
        }

        WriteOptional(writer, message.TraceHeader);
        WriteOptional(writer, message.GroupId);
        WriteOptional(writer, message.DeduplicationId);
        WriteOptional(writer, message.SourceArn);
        Write(writer, message.Sent);
        WriteChange(writer, message);
    }

    public static SqsMessage ReadMessage(BinaryReader reader)
    {
        var message = new SqsMessage
        {
            Sequence = reader.Read7BitEncodedInt64(),
            Id = reader.ReadString(),
            Body = reader.ReadString(),
            Attributes = ReadAttributes(reader),
            TraceHeader = ReadOptional(reader),
            GroupId = ReadOptional(reader),
            DeduplicationId = ReadOptional(reader),
            SourceArn = ReadOptional(reader),
            Sent = ReadTime(reader),
        };
        ReadChange(reader, message);
        return message;
    }

    /// <summary>Writes what changes in the life of a message.</summary>
    public static void WriteChange(BinaryWriter writer, SqsMessage message)
    {
        // A message that is on its way into another queue is written only as long as it has not arrived there.
        writer.Write((byte)(message.State is MessageState.Taken or MessageState.Gone ? MessageState.Visible : message.State));
        writer.Write7BitEncodedInt(message.ReceiveCount);
        Write(writer, message.FirstReceived ?? DateTimeOffset.MinValue);
        Write(writer, message.Due);
    }

    public static void ReadChange(BinaryReader reader, SqsMessage message)
    {
        message.State = (MessageState)reader.ReadByte();
        message.ReceiveCount = reader.Read7BitEncodedInt();
        message.FirstReceived = ReadTime(reader) is var first && first > DateTimeOffset.MinValue ? first : null;
        message.Due = ReadTime(reader);
    }

    public static void Write(BinaryWriter writer, RememberedMessage message)
    {
        writer.Write(message.Key);
        writer.Write(message.Sent.Id);
        WriteOptional(writer, message.Sent.SequenceNumber);
        Write(writer, message.At);
    }

    public static RememberedMessage ReadRemembered(BinaryReader reader) =>
        new(reader.ReadString(), new SentMessage(reader.ReadString(), ReadOptional(reader)), ReadTime(reader));

    private static ImmutableSortedDictionary<string, MessageAttribute> ReadAttributes(BinaryReader reader)
    {
        var attributes = MessageAttribute.None.ToBuilder();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var name = reader.ReadString();
            attributes[name] = new MessageAttribute(reader.ReadString(), ReadOptional(reader), [.. reader.ReadBytes(reader.Read7BitEncodedInt())]);
        }

        return attributes.ToImmutable();
    }

    private static void Write(BinaryWriter writer, ImmutableSortedDictionary<string, string> map)
    {
        writer.Write7BitEncodedInt(map.Count);
        foreach (var (name, value) in map)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    private static ImmutableSortedDictionary<string, string> ReadMap(BinaryReader reader)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            map[reader.ReadString()] = reader.ReadString();
        return map.ToImmutable();
    }

    private static void Write(BinaryWriter writer, DateTimeOffset time) => writer.Write(time.UtcTicks);

    private static DateTimeOffset ReadTime(BinaryReader reader) => new(reader.ReadInt64(), TimeSpan.Zero);

    private static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }

    private static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
