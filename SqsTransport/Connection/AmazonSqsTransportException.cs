namespace MassTransit;

/// <summary>Something that the SQS transport was asked for cannot be done; the message says what, and what to check.</summary>
public class AmazonSqsTransportException : TransportException
{
    /// <summary>Makes an exception about an address.</summary>
    public AmazonSqsTransportException(Uri uri, string message)
        : base(uri, message)
    {
    }

    /// <summary>Makes an exception about an address.</summary>
    public AmazonSqsTransportException(Uri uri, string message, Exception innerException)
        : base(uri, message, innerException)
    {
    }
}
