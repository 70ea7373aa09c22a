namespace MassTransit.AmazonSqsTransport;

/// <summary>The official transport's names for what an outbox or a scheduler keeps with a message.</summary>
static class TransportProperties
{
    public const string GroupId = "SQS-GroupId";
    public const string DeduplicationId = "SQS-DeduplicationId";
}
