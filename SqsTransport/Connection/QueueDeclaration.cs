namespace MassTransit.AmazonSqsTransport;

/// <summary>A queue as this bus wants it.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Temporary">True for a reply queue.</param>
sealed record QueueDeclaration(string Name, bool Temporary = false)
{
    public const string RedrivePolicy = "RedrivePolicy";

    public Dictionary<string, string> Attributes { get; init; } = [];
    public Dictionary<string, string> Tags { get; init; } = [];

    /// <summary>False where a missing queue stays missing: the asker who waited on it is gone.</summary>
    public bool Create { get; init; } = true;

    /// <summary>Where SQS itself puts a message that is received too often; null for none.</summary>
    public QueueDeclaration? DeadLetters { get; init; }

    public bool IsFifo => QueueName.IsFifo(Name);

    /// <summary>The queue that a message is sent to. Its owner alone creates a temporary one.</summary>
    public static QueueDeclaration ForSend(in AmazonSqsEndpointAddress address)
        => new(address.Name, address.AutoDelete) { Create = !address.AutoDelete };
}
