using System.Diagnostics.CodeAnalysis;
using MassTransit.Topology;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Gives published types their address. Where they really go is in <see cref="PublishRoutes"/>.</summary>
sealed class SqsPublishTopology(IMessageTopology messages) : PublishTopology
{
    protected override IMessagePublishTopologyConfigurator CreateMessageTopology<T>()
    {
        var topology = new MessageType<T>(this, messages.GetMessageTopology<T>());
        OnMessageTopologyCreated(topology);
        return topology;
    }

    sealed class MessageType<T>(IPublishTopologyConfigurator parent, IMessageTopology<T> message) : MessagePublishTopology<T>(parent)
        where T : class
    {
        public override bool TryGetPublishAddress(Uri baseAddress, [NotNullWhen(true)] out Uri? publishAddress)
        {
            var temporary = MessageTypeCache<T>.IsTemporaryMessageType;
            publishAddress = new AmazonSqsEndpointAddress(baseAddress, message.EntityName, !temporary, temporary, AmazonSqsEndpointAddress.AddressType.Topic);
            return true;
        }
    }
}
