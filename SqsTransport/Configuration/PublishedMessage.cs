using Amazon.SQS.Model;

namespace SqsTransport;

/// <summary>A published message, serialized.</summary>
/// <param name="Topic">The topic's name, as the official transport makes it from the type.</param>
/// <param name="MessageType">The published type.</param>
/// <param name="Body">The body: the envelope as JSON, unless another serializer was chosen.</param>
/// <param name="Attributes">At most ten message attributes, which travel beside the body.</param>
/// <param name="GroupId">The group, for FIFO topics.</param>
/// <param name="DeduplicationId">The deduplication id, for FIFO topics.</param>
public sealed record PublishedMessage(
    string Topic,
    Type MessageType,
    string Body,
    IReadOnlyDictionary<string, MessageAttributeValue> Attributes,
    string? GroupId,
    string? DeduplicationId);
