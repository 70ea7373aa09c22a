using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>Failed messages that are kept in S3 in place of the error queue, where SQS would drop them after 14 days at the latest.</summary>
public sealed partial class MessageArchive(IAmazonSQS sqs, ErrorStore store)
{
    const string Prefix = "errors/archive/";

    /// <summary>What an archive may be called.</summary>
    public const string NameRule = "1 to 60 letters, digits, hyphens and underscores";

    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>The name of an archive that nobody named.</summary>
    public static string NameAt(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

    /// <summary>Stores first and deletes after: a message that is in both places is archived again under the same key.</summary>
    internal async Task<RunResult> ArchiveAsync(string archive, IEnumerable<ErrorQueue> queues, MessageFilter filter, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
        => await new Removal(sqs).RunAsync(queues, filter.Matches, dryRun,
            messages => Task.WhenAll(messages.Select(message => store.WriteAsync(KeyOf(archive, message.Queue.Name, message.Id), StoredMessage.From(message)))), progress, cancellationToken);

    /// <summary>Puts archived messages back into the error queues in which they were.</summary>
    internal async Task<RunResult> RestoreAsync(string archive, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var (tally, destinations) = (new RunTally(progress), new Destinations(sqs));
        foreach (var keys in (await store.ListAsync($"{Prefix}{archive}/", null, cancellationToken).ToListAsync(cancellationToken)).Chunk(10))
        {
            if (cancellationToken.IsCancellationRequested)
                break;
            var read = await Task.WhenAll(keys.Select(async key => (Key: key, Message: await store.TryReadAsync<StoredMessage>(key, CancellationToken.None))));
            foreach (var group in read.Where(x => x.Message is not null).GroupBy(x => x.Message!.Queue, StringComparer.Ordinal))
            {
                var sent = await tally.SendAsync(destinations, group.Key, [.. group.Select(x => x.Message!)], dryRun);
                if (!dryRun)
                    await store.DeleteAsync(group.Where(x => sent.Contains(x.Message!)).Select(x => x.Key));
            }
        }

        return tally.Result(cancellationToken);
    }

    /// <summary>Deletes archived messages.</summary>
    /// <param name="note">Called with each before it is deleted.</param>
    internal async Task EraseAsync(Func<FailedMessage, bool> matches, Func<FailedMessage, Task> note, CancellationToken cancellationToken)
    {
        await foreach (var key in store.ListAsync(Prefix, null, cancellationToken))
        {
            if (await store.TryReadAsync<StoredMessage>(key, cancellationToken) is not { } stored || stored.ToFailed() is not { } message || !matches(message))
                continue;
            await note(message);
            await store.DeleteAsync([key]);
        }
    }

    /// <summary>The archives there are, and how many messages each holds.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ListAsync(CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var key in store.ListAsync(Prefix, null, cancellationToken))
        {
            var name = key[Prefix.Length..].Split('/')[0];
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        return counts;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,60}$")]
    private static partial Regex Name();

    static string KeyOf(string archive, string queue, string id) => $"{Prefix}{archive}/{queue}/{id}.json";
}
