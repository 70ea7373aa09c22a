using System.Collections.Immutable;
using System.Globalization;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>The attributes of a queue that its owner sets, always valid.</summary>
internal sealed class QueueAttributes
{
    private static readonly ImmutableDictionary<string, (int Min, int Max, string Default)> Numbers = new Dictionary<string, (int, int, string)>
    {
        ["VisibilityTimeout"] = (0, SqsLimits.VisibilitySeconds, "30"),
        ["DelaySeconds"] = (0, SqsLimits.DelaySeconds, "0"),
        ["ReceiveMessageWaitTimeSeconds"] = (0, SqsLimits.WaitSeconds, "0"),
        ["MaximumMessageSize"] = (1024, SqsLimits.MessageBytes, "1048576"),
        ["MessageRetentionPeriod"] = (60, 1_209_600, "345600"),
        ["KmsDataKeyReusePeriodSeconds"] = (60, 86_400, "300"),
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, string[]> Choices = new Dictionary<string, string[]>
    {
        ["FifoQueue"] = ["true", "false"],
        ["ContentBasedDeduplication"] = ["true", "false"],
        ["SqsManagedSseEnabled"] = ["true", "false"],
        ["DeduplicationScope"] = ["queue", "messageGroup"],
        ["FifoThroughputLimit"] = ["perQueue", "perMessageGroupId"],
    }.ToImmutableDictionary();

    private static readonly ImmutableHashSet<string> Texts = ["Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"];

    private static readonly ImmutableHashSet<string> FifoOnly = ["FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];

    /// <summary>What GetQueueAttributes may be asked for besides the attributes that can be set.</summary>
    private static readonly ImmutableHashSet<string> ReadOnly =
    [
        "All", "QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed",
        "CreatedTimestamp", "LastModifiedTimestamp",
    ];

    private QueueAttributes(ImmutableSortedDictionary<string, string> values)
    {
        Values = values;
        VisibilityTimeout = Seconds("VisibilityTimeout");
        Delay = Seconds("DelaySeconds");
        ReceiveWait = Seconds("ReceiveMessageWaitTimeSeconds");
        Retention = Seconds("MessageRetentionPeriod");
        MaximumMessageSize = Number("MaximumMessageSize");
        IsFifo = values.GetValueOrDefault("FifoQueue") == "true";
        DeduplicatesByContent = values.GetValueOrDefault("ContentBasedDeduplication") == "true";
        DeduplicatesByGroup = values.GetValueOrDefault("DeduplicationScope") == "messageGroup";
        Redrive = values.TryGetValue("RedrivePolicy", out var policy) ? RedrivePolicy.Parse(policy) : null;
    }

    /// <summary>Everything, as GetQueueAttributes shows it.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; }

    public TimeSpan VisibilityTimeout { get; }

    public TimeSpan Delay { get; }

    public TimeSpan ReceiveWait { get; }

    public TimeSpan Retention { get; }

    public int MaximumMessageSize { get; }

    public bool IsFifo { get; }

    public bool DeduplicatesByContent { get; }

    public bool DeduplicatesByGroup { get; }

    public RedrivePolicy? Redrive { get; }

    public static QueueAttributes Create(string queueName, IReadOnlyDictionary<string, string> wanted)
    {
        var fifo = queueName.EndsWith(".fifo", StringComparison.Ordinal);
        if (fifo != (wanted.GetValueOrDefault("FifoQueue") == "true"))
        {
            throw fifo
                ? SqsErrors.InvalidParameterValue("The queue name ends in .fifo, so the attribute FifoQueue must be true.")
                : SqsErrors.InvalidParameterValue("The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.");
        }

        var defaults = Numbers.Where(number => !number.Key.StartsWith("Kms", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(number => number.Key, number => number.Value.Default, StringComparer.Ordinal)
            .Add("SqsManagedSseEnabled", "true");
        if (fifo)
        {
            defaults = defaults.Add("FifoQueue", "true").Add("ContentBasedDeduplication", "false")
                .Add("DeduplicationScope", "queue").Add("FifoThroughputLimit", "perQueue");
        }

        return new QueueAttributes(defaults).With(wanted);
    }

    /// <summary>The attributes after a change; an empty text removes an optional one, as on AWS.</summary>
    public QueueAttributes With(IReadOnlyDictionary<string, string> changes)
    {
        var values = Values.ToBuilder();
        foreach (var (name, value) in changes)
        {
            Check(name, value);
            if (value.Length == 0)
                values.Remove(name);
            else
                values[name] = value;
        }

        return new QueueAttributes(values.ToImmutable());
    }

    /// <summary>The first of the wanted values that this queue does not have, or null.</summary>
    public string? FirstDifference(IReadOnlyDictionary<string, string> wanted) =>
        wanted.FirstOrDefault(pair => Values.GetValueOrDefault(pair.Key, "") != pair.Value).Key;

    public static void CheckReadable(string name)
    {
        if (!ReadOnly.Contains(name) && !IsSettable(name))
            throw SqsErrors.InvalidAttributeName(name);
    }

    private static bool IsSettable(string name) => Numbers.ContainsKey(name) || Choices.ContainsKey(name) || Texts.Contains(name);

    private void Check(string name, string value)
    {
        if (!IsSettable(name))
            throw SqsErrors.InvalidAttributeName(name);
        if (FifoOnly.Contains(name) && Values.Count > 0 && !Values.ContainsKey("FifoQueue") && value != "false")
            throw SqsErrors.InvalidAttributeName(name);
        if (name == "FifoQueue" && value != Values.GetValueOrDefault(name, "false"))
            throw SqsErrors.InvalidAttributeValue(name);
        if (Numbers.TryGetValue(name, out var range)
            && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= range.Min && number <= range.Max))
            throw SqsErrors.InvalidAttributeValue(name);
        if (Choices.TryGetValue(name, out var choices) && !choices.Contains(value))
            throw SqsErrors.InvalidAttributeValue(name);
        if (name == "RedrivePolicy" && value.Length > 0 && RedrivePolicy.Parse(value) is null)
            throw SqsErrors.InvalidParameterValue($"Value {value} for parameter RedrivePolicy is invalid. Reason: it must hold deadLetterTargetArn and maxReceiveCount, 1 to 1000.");
    }

    private int Number(string name) => int.Parse(Values[name], CultureInfo.InvariantCulture);

    private TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Number(name));
}
