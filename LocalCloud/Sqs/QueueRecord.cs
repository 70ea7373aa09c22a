using System.Collections.Immutable;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>What is remembered of a queue besides its messages.</summary>
/// <param name="Key">Differs between two queues of the same name, so that handles of the earlier are not valid in the later.</param>
internal sealed record QueueRecord(
    string Name,
    string Key,
    DateTimeOffset Created,
    DateTimeOffset Modified,
    ImmutableSortedDictionary<string, string> Attributes,
    ImmutableSortedDictionary<string, string> Tags);
