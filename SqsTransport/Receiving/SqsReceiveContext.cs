using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit.Context;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsReceiveContext : BaseReceiveContext, AmazonSqsMessageContext, TransportReceiveContext
{
    readonly SqsMessageBody _body;

    public SqsReceiveContext(Message message, bool redelivered, ReceiveEndpointContext context, MessageLease lease)
        : base(redelivered, context, lease)
    {
        TransportMessage = message;
        _body = new SqsMessageBody(message.Body);
        HeaderProvider = new SqsHeaderProvider(message, _body);
    }

    public Message TransportMessage { get; }
    public Dictionary<string, MessageAttributeValue> Attributes => TransportMessage.MessageAttributes;
    public override MessageBody Body => _body;
    protected override IHeaderProvider HeaderProvider { get; }

    public IDictionary<string, object>? GetTransportProperties()
    {
        Dictionary<string, object>? properties = null;
        Add(MessageSystemAttributeName.MessageGroupId, TransportProperties.GroupId);
        Add(MessageSystemAttributeName.MessageDeduplicationId, TransportProperties.DeduplicationId);
        return properties;

        void Add(string attribute, string property)
        {
            if (TransportMessage.Attributes.TryGetValue(attribute, out var value))
                (properties ??= [])[property] = value;
        }
    }
}
