using System.Text;
using Amazon.SQS.Model;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Bytes as SQS counts them: the body, and each attribute's name, type and value, in UTF-8.</summary>
static class MessageSize
{
    public static int Of(SendMessageBatchRequestEntry entry)
    {
        var bytes = Encoding.UTF8.GetByteCount(entry.MessageBody);
        foreach (var (name, value) in entry.MessageAttributes ?? [])
        {
            bytes += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value.DataType);
            bytes += value.StringValue is { } text ? Encoding.UTF8.GetByteCount(text) : (int)(value.BinaryValue?.Length ?? 0);
        }

        return bytes;
    }
}
