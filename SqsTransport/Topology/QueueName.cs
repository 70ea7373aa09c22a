using System.Text.RegularExpressions;

namespace MassTransit.AmazonSqsTransport;

/// <summary>What SQS accepts as a name, and how names are made from names.</summary>
static partial class QueueName
{
    const string Fifo = ".fifo";

    /// <summary>SQS: "Queue name: up to 80 characters".</summary>
    public const int MaxLength = 80;

    /// <summary>Temporary names are shorter, so that <c>_skipped</c> fits behind them.</summary>
    public const int MaxTemporaryLength = 72;

    public const string Rule = "A name has 1 to 80 letters, digits, hyphens and underscores, and may end in .fifo.";

    public static bool IsValid(string name) => name.Length <= MaxLength && Allowed().IsMatch(name);

    /// <summary>SNS: "Topic names are limited to 256 characters".</summary>
    public static bool IsValidTopic(string name) => name.Length <= 256 && Allowed().IsMatch(name);

    public static bool IsFifo(string name) => name.EndsWith(Fifo, StringComparison.Ordinal);

    /// <summary>x becomes x_error, and x.fifo becomes x_error.fifo: SQS wants the ending last.</summary>
    public static string Suffixed(string name, Func<string, string> format)
        => IsFifo(name) ? format(name[..^Fifo.Length]) + Fifo : format(name);

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(\.fifo)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
