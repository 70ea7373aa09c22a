using System.Globalization;

namespace MassTransit.AmazonSqsTransport;

/// <summary>What an endpoint was configured with.</summary>
sealed class SqsReceiveSettings(string queueName)
{
    public string QueueName { get; set; } = queueName;
    public bool Durable { get; set; } = true;
    public bool AutoDelete { get; set; }
    public bool PurgeOnStartup { get; set; }
    public bool Ordered { get; set; } = AmazonSqsTransport.QueueName.IsFifo(queueName);
    public int ConcurrentPerGroup { get; set; } = 1;
    public int WaitTimeSeconds { get; set; } = SqsLimits.MaxWaitSeconds;
    public int RedeliverVisibilitySeconds { get; set; } = 1;
    public TimeSpan RenewalVisibility { get; set; } = TimeSpan.FromSeconds(60);
    public TimeSpan MaxVisibility { get; set; } = SqsLimits.MaxVisibility;
    public Dictionary<string, object> Attributes { get; } = [];
    public Dictionary<string, string> Tags { get; } = [];

    /// <summary>
    /// What the endpoint's own attributes say of visibility: asked for with every receive, so it holds also on a queue that somebody else
    /// created with another. Null leaves it to the queue.
    /// </summary>
    public int? VisibilitySeconds =>
        Attributes.TryGetValue("VisibilityTimeout", out var value) && int.TryParse(Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    /// <summary>The queue itself.</summary>
    public QueueDeclaration Queue => Declare(QueueName);

    /// <summary>A queue made after this one: same attributes and tags, but never a redrive policy of its own.</summary>
    public QueueDeclaration Companion(Func<string, string> format)
    {
        var companion = Declare(AmazonSqsTransport.QueueName.Suffixed(QueueName, format));
        companion.Attributes.Remove(QueueDeclaration.RedrivePolicy);
        return companion;
    }

    QueueDeclaration Declare(string name) => new(name, AutoDelete)
    {
        Attributes = Attributes.ToDictionary(x => x.Key, x => Text(x.Value), StringComparer.Ordinal),
        Tags = new Dictionary<string, string>(Tags, StringComparer.Ordinal)
    };

    // SQS writes its booleans in lower case.
    static string Text(object value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
