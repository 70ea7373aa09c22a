using MassTransit.Context;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsMessageSendContext<T>(T message, CancellationToken cancellationToken) : MessageSendContext<T>(message, cancellationToken), AmazonSqsSendContext
    where T : class
{
    public string? GroupId { get; set; }
    public string? DeduplicationId { get; set; }
    public int? DelaySeconds { set => Delay = value is { } seconds ? TimeSpan.FromSeconds(seconds) : null; }

    public override void ReadPropertiesFrom(IReadOnlyDictionary<string, object> properties)
    {
        base.ReadPropertiesFrom(properties);
        GroupId = ReadString(properties, TransportProperties.GroupId);
        DeduplicationId = ReadString(properties, TransportProperties.DeduplicationId);
    }

    public override void WritePropertiesTo(IDictionary<string, object> properties)
    {
        base.WritePropertiesTo(properties);
        if (GroupId != null)
            properties[TransportProperties.GroupId] = GroupId;
        if (DeduplicationId != null)
            properties[TransportProperties.DeduplicationId] = DeduplicationId;
    }
}
