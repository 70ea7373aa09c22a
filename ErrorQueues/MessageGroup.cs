namespace FaceRec.ErrorQueues;

/// <summary>Messages that failed in the same way.</summary>
public sealed record MessageGroup(GroupKey Key, int Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string InputQueue, string SampleId, string? SampleText)
{
    /// <summary>Counts as the messages pass, and keeps none of them.</summary>
    public static async Task<IReadOnlyList<MessageGroup>> OfAsync(IAsyncEnumerable<FailedMessage> messages)
    {
        var groups = new Dictionary<GroupKey, MessageGroup>();
        await foreach (var message in messages)
        {
            groups[message.Group] = groups.TryGetValue(message.Group, out var group)
                ? group with
                {
                    Count = group.Count + 1,
                    FirstSeen = message.FailedAt < group.FirstSeen ? message.FailedAt : group.FirstSeen,
                    LastSeen = message.FailedAt > group.LastSeen ? message.FailedAt : group.LastSeen,
                }
                : new MessageGroup(message.Group, 1, message.FailedAt, message.FailedAt, message.InputQueue, message.Id, message.ExceptionMessage);
        }

        return [.. groups.Values.OrderByDescending(group => group.Count).ThenBy(group => group.Key.Id, StringComparer.Ordinal)];
    }
}
