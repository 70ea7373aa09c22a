using System.Text.Json.Serialization;

namespace FaceRec.ErrorQueues;

/// <summary>Which failed messages are meant. What is null does not matter; texts are found anywhere, in any case.</summary>
public record MessageFilter
{
    /// <summary>SQS's id of the message, or MassTransit's.</summary>
    public string? Message { get; init; }

    /// <summary>A group's id, as the list of groups tells it.</summary>
    public string? Group { get; init; }
    public string? Type { get; init; }
    public string? Exception { get; init; }

    /// <summary>In the body or in the exception's message.</summary>
    public string? Text { get; init; }
    public string? Request { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it leaves nothing out.</summary>
    [JsonIgnore]
    public bool IsEverything => !Terms.Any();

    public bool Matches(FailedMessage message)
        => (Message is null || Same(Message, message.Id) || Same(Message, message.MessageId))
           && (Group is null || Same(Group, message.Group.Id))
           && (Request is null || Same(Request, message.RequestId))
           && (Type is null || In(Type, message.MessageType))
           && (Exception is null || In(Exception, message.ExceptionType))
           && (Text is null || In(Text, message.Body) || In(Text, message.ExceptionMessage))
           && (Since is null || message.FailedAt >= Since)
           && (Until is null || message.FailedAt < Until);

    /// <summary>What is set, by name.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Terms => new (string Name, object? Value)[]
    {
        ("message", Message), ("group", Group), ("type", Type), ("exception", Exception), ("text", Text), ("request", Request), ("since", Since?.ToString("O")), ("until", Until?.ToString("O")),
    }.Where(term => term.Value is not null).Select(term => KeyValuePair.Create(term.Name, $"{term.Value}"));

    static bool Same(string wanted, string? actual) => string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);

    static bool In(string wanted, string? actual) => actual?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true;
}
