using System.Collections.Immutable;
using FaceRec.LocalCloud.Sqs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FaceRec.LocalCloud.Tests.Sqs;

/// <summary>What lies in the files at any moment is what was in the queues: a copy of them is what a killed process leaves.</summary>
public sealed class FileJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(50));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, long.MaxValue)]
    [InlineData(2, 2_000)]
    [InlineData(3, 20_000)]
    public async Task After_any_changes_the_files_hold_what_the_queues_hold(int seed, long compactAt)
    {
        var random = new Random(seed);
        await using var journal = new FileJournal(_folder["sqs"], NullLogger<FileJournal>.Instance, compactAt);
        var queues = new QueueDirectory(_clock, journal, TimeSpan.Zero);
        journal.Begin(queues.List);
        var fifo = new Dictionary<string, string> { ["FifoQueue"] = "true", ["ContentBasedDeduplication"] = "true" };
        foreach (var name in new[] { "a", "b", "c.fifo", "d.fifo" })
            queues.Create(name, name.EndsWith(".fifo", StringComparison.Ordinal) ? fifo : [], new Dictionary<string, string> { ["team"] = "fäces" });
        var handles = new List<(string Queue, string Handle)>();

        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 40; i++)
                await ChangeAsync(random, queues, handles);
            await journal.FlushAsync();
            Assert.Equal(Describe(queues.List()), Describe(Reopen(_folder[$"copy-{round}"])));
        }
    }

    [Fact]
    public async Task A_record_that_was_cut_off_is_left_out_and_all_before_it_counts()
    {
        await using var journal = new FileJournal(_folder["sqs"], NullLogger<FileJournal>.Instance);
        var queues = new QueueDirectory(_clock, journal, TimeSpan.Zero);
        journal.Begin(queues.List);
        var queue = queues.Create("q", new Dictionary<string, string>(), new Dictionary<string, string>());
        for (var i = 0; i < 10; i++)
            queue.Send(new NewMessage($"message {i}", MessageAttribute.None));
        await journal.FlushAsync();
        var copy = Copy(_folder["copy"]);
        var whole = await File.ReadAllBytesAsync(copy, TestContext.Current.CancellationToken);
        var counts = new SortedSet<int>();
        for (var length = whole.Length; length >= 0; length--)
        {
            await File.WriteAllBytesAsync(copy, whole[..length], TestContext.Current.CancellationToken);
            counts.Add(JournalReplay.Read([copy]).Queues.Sum(found => found.Messages.Count));
        }

        Assert.Equal(Enumerable.Range(0, 11), counts);
    }

    [Fact]
    public async Task A_compaction_that_was_cut_off_anywhere_changes_nothing()
    {
        var before = await SendSomeAsync();
        var old = Directory.GetFiles(_folder["sqs"]).Single();
        File.Copy(old, _folder["old"]);
        await using (var again = new FileJournal(_folder["sqs"], NullLogger<FileJournal>.Instance))
        {
            var queues = new QueueDirectory(_clock, again, TimeSpan.Zero);
            queues.Restore(again.Earlier);
            again.Begin(queues.List);
        }

        var compacted = await File.ReadAllBytesAsync(Directory.GetFiles(_folder["sqs"]).Single(), TestContext.Current.CancellationToken);
        for (var length = compacted.Length; length >= 0; length--)
        {
            await File.WriteAllBytesAsync(_folder["cut"], compacted[..length], TestContext.Current.CancellationToken);
            // Read twice: the next start may be killed too, and then another file follows.
            foreach (var files in new[] { new[] { _folder["old"], _folder["cut"] }, [_folder["old"], _folder["cut"], _folder["cut"]] })
            {
                var queues = new QueueDirectory(_clock, NoJournal.Instance, TimeSpan.Zero);
                queues.Restore(JournalReplay.Read(files).Queues);
                Assert.Equal(before, Describe(queues.List()));
            }
        }
    }

    [Fact]
    public async Task Damage_in_the_middle_is_not_passed_over()
    {
        await using (var journal = new FileJournal(_folder["sqs"], NullLogger<FileJournal>.Instance))
            journal.Begin(() => []);
        var first = Directory.GetFiles(_folder["sqs"]).Single();
        var bytes = await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(first, [.. bytes, 9, 0, 0, 0, 1, 2, 3, 4, .. new byte[9]], TestContext.Current.CancellationToken);
        File.Copy(first, _folder["sqs/00000009.journal"]);

        Assert.Throws<InvalidDataException>(() => new FileJournal(_folder["sqs"], NullLogger<FileJournal>.Instance));
    }

    private async Task<List<string>> SendSomeAsync()
    {
        await using var journal = new FileJournal(_folder["sqs"], NullLogger<FileJournal>.Instance);
        var queues = new QueueDirectory(_clock, journal, TimeSpan.Zero);
        journal.Begin(queues.List);
        for (var i = 0; i < 3; i++)
        {
            queues.Create($"q{i}", new Dictionary<string, string>(), new Dictionary<string, string>()).Send(new NewMessage($"message {i}", MessageAttribute.None));
            await queues.Find($"q{i}")!.ReceiveAsync(new ReceiveRequest(i % 2, TimeSpan.Zero, null, null), default);
        }

        return [.. Describe(queues.List())];
    }

    private async Task ChangeAsync(Random random, QueueDirectory queues, List<(string Queue, string Handle)> handles)
    {
        var name = new[] { "a", "b", "c.fifo", "d.fifo" }[random.Next(4)];
        var queue = queues.Find(name)!;
        switch (random.Next(12))
        {
            case < 5:
                var attributes = random.Next(3) == 0
                    ? MessageAttribute.None.Add("n", new MessageAttribute("Number", "1", [])).Add("b", new MessageAttribute("Binary", null, [1, 2, 3]))
                    : MessageAttribute.None;
                queue.Send(new NewMessage(new string('x', random.Next(1, 300)), attributes, GroupId: queue.Attributes.IsFifo ? $"g{random.Next(3)}" : null,
                    Delay: !queue.Attributes.IsFifo && random.Next(4) == 0 ? TimeSpan.FromSeconds(random.Next(1, 60)) : null));
                break;
            case < 8:
                var receipt = await queue.ReceiveAsync(new ReceiveRequest(random.Next(1, 5), TimeSpan.Zero, TimeSpan.FromSeconds(random.Next(1, 40)), null), default);
                handles.AddRange(receipt.Received.Select(received => (name, received.Handle.ToString())));
                break;
            case < 10 when handles.Count > 0:
                var (from, handle) = handles[random.Next(handles.Count)];
                try
                {
                    if (random.Next(3) == 0)
                        queues.Find(from)!.ChangeVisibility(handle, TimeSpan.FromSeconds(random.Next(3)));
                    else
                        queues.Find(from)!.Delete(handle);
                }
                catch (AwsError)
                {
                    // The handle is old, or of a queue that was deleted since.
                }

                break;
            case 10:
                var moved = queue.Drain(random.Next(1, 4));
                foreach (var message in moved)
                {
                    queues.Find(queue.Attributes.IsFifo ? "d.fifo" : "b")!.Accept(message, queue.Arn);
                    queue.Drained(message);
                }

                break;
            case 11 when random.Next(10) == 0:
                var attributesBefore = queue.Attributes.IsFifo ? new Dictionary<string, string> { ["FifoQueue"] = "true", ["ContentBasedDeduplication"] = "true" } : [];
                queues.Delete(name);
                queues.Create(name, attributesBefore, ImmutableDictionary<string, string>.Empty);
                break;
            case 11 when random.Next(4) == 0:
                queue.Tag(new Dictionary<string, string> { [$"tag{random.Next(3)}"] = "x" }, ["team"]);
                queue.Configure(new Dictionary<string, string> { ["VisibilityTimeout"] = $"{random.Next(60)}" });
                break;
            case 11 when random.Next(10) == 0:
                _clock.Advance(TimeSpan.FromMinutes(1));
                queue.Purge();
                break;
            default:
                _clock.Advance(TimeSpan.FromSeconds(random.Next(5)));
                break;
        }
    }

    private IReadOnlyList<SqsQueue> Reopen(string folder)
    {
        Copy(folder);
        var queues = new QueueDirectory(_clock, NoJournal.Instance, TimeSpan.Zero);
        queues.Restore(JournalReplay.Read([.. Directory.GetFiles(folder).Order()]).Queues);
        return queues.List();
    }

    private string Copy(string folder)
    {
        while (true)
        {
            try
            {
                Directory.CreateDirectory(folder);
                foreach (var file in Directory.GetFiles(_folder["sqs"]).Order())
                    File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
                return Directory.GetFiles(folder).Order().Last();
            }
            catch (FileNotFoundException)
            {
                // A compaction ended meanwhile, and its older files are gone: look again.
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static IEnumerable<string> Describe(IEnumerable<SqsQueue> queues)
    {
        foreach (var queue in queues)
        {
            var snapshot = new Snapshot();
            queue.Count();
            queue.WriteSnapshot(snapshot);
            foreach (var line in snapshot.Lines)
                yield return line;
        }
    }

    /// <summary>What a queue tells of itself, as text.</summary>
    private sealed class Snapshot : IQueueJournal
    {
        public List<string> Lines { get; } = [];

        public void QueueWritten(QueueRecord queue, long lastSequence) =>
            Lines.Add($"{queue.Name} {queue.Key} {queue.Created:O} {queue.Modified:O} {lastSequence} {string.Join(',', queue.Attributes)} {string.Join(',', queue.Tags)}");

        public void QueueDeleted(string queue)
        {
        }

        public void SnapshotBegins(string queue)
        {
        }

        public void SnapshotEnds(string queue)
        {
        }

        public void Purged(string queue)
        {
        }

        public void Sent(string queue, SqsMessage message) => Lines.Add(
            $"{message.Sequence} {message.Id} {message.Body} {message.GroupId} {message.DeduplicationId} {message.SourceArn} {message.Sent:O} {message.State} "
            + $"{message.ReceiveCount} {message.FirstReceived:O} {message.Due:O} {string.Join(',', message.Attributes.Select(pair => $"{pair.Key}={pair.Value.DataType}:{pair.Value.Text}:{Convert.ToHexString(pair.Value.Binary.AsSpan())}"))}");

        public void Remembered(string queue, RememberedMessage message) => Lines.Add($"remembered {message}");

        public void Changed(string queue, SqsMessage message)
        {
        }

        public void Deleted(string queue, long sequence)
        {
        }

        public ValueTask FlushAsync() => ValueTask.CompletedTask;
    }
}
