using Amazon.SQS.Model;

namespace MassTransit;

/// <summary>The message as SQS delivered it, a payload of the receive context.</summary>
public interface AmazonSqsMessageContext
{
    /// <summary>The message itself.</summary>
    Message TransportMessage { get; }

    /// <summary>Its message attributes.</summary>
    Dictionary<string, MessageAttributeValue> Attributes { get; }
}
