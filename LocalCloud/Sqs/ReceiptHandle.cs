using System.Globalization;
using System.Text;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Names one receive of one message of one queue: a later receive of the same message makes the handle old.</summary>
internal readonly record struct ReceiptHandle(string QueueKey, long Sequence, int ReceiveCount)
{
    public override string ToString() => Convert.ToBase64String(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{QueueKey}:{Sequence}:{ReceiveCount}")));

    public static ReceiptHandle? Parse(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return null;
        var parts = Encoding.ASCII.GetString(bytes, 0, length).Split(':');
        return parts.Length == 3
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new ReceiptHandle(parts[0], sequence, count)
            : null;
    }
}
