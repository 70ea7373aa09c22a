namespace SqsTransport;

/// <summary>Sends a published message, for example to SNS. It throws where the message was not sent.</summary>
public delegate Task PublishedMessageSender(PublishedMessage message, CancellationToken cancellationToken);
