using SqsTransport;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Which queues a published message goes to: SQS has no topics, so the bus is told.</summary>
sealed class PublishRoutes
{
    readonly Dictionary<Type, string[]> _queues = [];
    readonly HashSet<Type> _published = [];

    /// <summary>The seam for a topic service; null where there is none.</summary>
    public PublishedMessageSender? Sender { get; set; }

    public void Add(Type messageType, IEnumerable<string> queues)
        => _queues[messageType] = [.. queues.Concat(_queues.GetValueOrDefault(messageType, [])).Distinct(StringComparer.Ordinal)];

    /// <summary>The application said that it publishes this type, so that a missing route is found at start.</summary>
    public void Announce(Type messageType) => _published.Add(messageType);

    /// <summary>The queues of a type and of every type that it is, each once.</summary>
    public string[] Find(IEnumerable<Type> messageTypes)
        => [.. messageTypes.SelectMany(type => _queues.GetValueOrDefault(type, [])).Distinct(StringComparer.Ordinal)];

    public IEnumerable<string> Problems(Func<Type, IEnumerable<Type>> messageTypesOf)
    {
        foreach (var (type, queues) in _queues)
        {
            foreach (var queue in queues.Where(queue => !QueueName.IsValid(queue)))
                yield return $"{type.Name} is published to '{queue}', which is not a valid SQS queue name. {QueueName.Rule}";
        }

        if (Sender != null)
            yield break;
        foreach (var type in _published.Where(type => Find(messageTypesOf(type)).Length == 0))
            yield return NoRoute(type);
    }

    public static string NoRoute(Type messageType)
        => $"{messageType.Name} is published, but no queue is named for it, and SQS alone has no topics: "
            + $"call PublishTo<{messageType.Name}>(\"queue\") when the bus is configured, or send it to a queue's address.";
}
