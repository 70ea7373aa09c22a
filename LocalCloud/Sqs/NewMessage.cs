using System.Collections.Immutable;
using System.Text;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>A message as its sender gives it; <see cref="MessageRules"/> says which are accepted.</summary>
/// <param name="Delay">Null takes the delay of the queue.</param>
internal sealed record NewMessage(
    string Body,
    ImmutableSortedDictionary<string, MessageAttribute> Attributes,
    string? TraceHeader = null,
    TimeSpan? Delay = null,
    string? GroupId = null,
    string? DeduplicationId = null)
{
    /// <summary>The bytes that count towards the limit of a message and of a batch.</summary>
    public int Size => Encoding.UTF8.GetByteCount(Body) + Attributes.Sum(pair => pair.Value.Size(pair.Key));
}
