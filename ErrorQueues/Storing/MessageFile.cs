using System.Text.Json;
using Amazon.SQS;

namespace FaceRec.ErrorQueues;

/// <summary>Failed messages as a file, one JSON object a line.</summary>
internal sealed class MessageFile(IAmazonSQS sqs)
{
    /// <summary>Writes copies; the messages stay where they are.</summary>
    public async Task<RunResult> ExportAsync(IEnumerable<ErrorQueue> queues, MessageFilter filter, TextWriter file, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        await foreach (var message in new FailedMessages(sqs).FindAsync(queues, filter, cancellationToken))
        {
            await file.WriteLineAsync(JsonSerializer.Serialize(StoredMessage.From(message), ErrorStore.Json));
            done++;
            progress?.Report(done);
        }

        await file.FlushAsync(CancellationToken.None);
        return new RunResult(done, 0, 0, []);
    }

    /// <summary>Puts the file's messages into the error queues that it names, or into another.</summary>
    /// <exception cref="InvalidDataException">A line is not a message; those before it are sent.</exception>
    public async Task<RunResult> ImportAsync(TextReader file, string? to, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var (tally, destinations) = (new RunTally(progress), new Destinations(sqs));
        await foreach (var batch in ReadAsync(file).Chunk(10).WithCancellation(CancellationToken.None))
        {
            if (cancellationToken.IsCancellationRequested)
                break;
            foreach (var group in batch.GroupBy(message => to ?? message.Queue, StringComparer.Ordinal))
                await tally.SendAsync(destinations, group.Key, [.. group], dryRun);
        }

        return tally.Result(cancellationToken);
    }

    static async IAsyncEnumerable<StoredMessage> ReadAsync(TextReader file)
    {
        for (var line = 1; await file.ReadLineAsync() is { } text; line++)
        {
            if (text.Length > 0)
                yield return Parse(text, line);
        }
    }

    static StoredMessage Parse(string text, int line)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredMessage>(text, ErrorStore.Json) ?? throw new InvalidDataException($"Line {line} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Line {line} is not a message as `export` writes it: {e.Message}", e);
        }
    }
}
