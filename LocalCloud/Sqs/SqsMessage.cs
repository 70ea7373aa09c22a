using System.Collections.Immutable;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>A message in a queue. What the sender gave never changes; the rest changes only under the lock of its queue.</summary>
internal sealed class SqsMessage
{
    public required long Sequence { get; init; }

    public required string Id { get; init; }

    public required string Body { get; init; }

    public ImmutableSortedDictionary<string, MessageAttribute> Attributes { get; init; } = MessageAttribute.None;

    public string? TraceHeader { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }

    /// <summary>The queue whose redrive policy moved the message here.</summary>
    public string? SourceArn { get; init; }

    public required DateTimeOffset Sent { get; init; }

    public MessageState State { get; set; }

    public int ReceiveCount { get; set; }

    public DateTimeOffset? FirstReceived { get; set; }

    /// <summary>When a delayed message or one in flight becomes visible.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>The place in the queue's list by age.</summary>
    public LinkedListNode<SqsMessage>? ByAge { get; set; }

    /// <summary>The place among the visible messages of a standard queue.</summary>
    public LinkedListNode<SqsMessage>? Visible { get; set; }

    /// <summary>The number shown to receivers: 20 digits that grow, as SQS has them.</summary>
    public string SequenceNumber => $"188{Sequence << 8:D17}";
}
