using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FaceRec.Messages;

namespace FaceRec.ErrorQueues;

/// <summary>
/// What a message carries after it was sent back: how often that was, and an id that follows from the message in the error queue.
/// A message that is sent twice, because a run ended between sending and deleting, has the same id both times.
/// </summary>
public sealed record RedeliveryMark(int Count, string Id)
{
    /// <summary>One attribute for both, as SQS takes only ten. Not "MT-": the transports drop those when they move a message.</summary>
    public const string AttributeName = HeaderNames.Redelivery;

    internal static RedeliveryMark Next(FailedMessage message) => new(
        (message.Redelivery?.Count ?? 0) + 1,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Queue.Name}/{message.Id}")))[..32]);

    internal static RedeliveryMark? Parse(string? text)
    {
        var parts = (text ?? "").Split(':');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? new(count, parts[1]) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}:{Id}");
}
