using FaceRec.LocalCloud.Sqs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FaceRec.Bench.LocalCloud;

/// <summary>
/// The choice of how queues are kept: our journal against SQLite in its fastest mode that outlives the process. A step is what one cycle of
/// a message writes: sent, received, deleted, each to be sure of before the next.
/// </summary>
static class Journals
{
    const int Count = 5;

    static readonly TimeSpan Duration = TimeSpan.FromSeconds(1.5);

    public static async Task RunAsync()
    {
        var rounds = new Rounds();
        for (var round = 0; round <= Count; round++)
        {
            foreach (var clients in new[] { 1, 8 })
            {
                var journal = await InJournalAsync(clients);
                var sqlite = await InSqliteAsync(clients);
                if (round == 0)
                    continue;
                rounds.Note($"{clients} threads, journal, steps/s", journal);
                rounds.Note($"{clients} threads, SQLite, steps/s", sqlite);
            }
        }

        rounds.PrintAll();
        rounds.PrintRatio("8 threads, journal, steps/s", "8 threads, SQLite, steps/s");
    }

    static async Task<double> InJournalAsync(int clients)
    {
        var folder = Directory.CreateTempSubdirectory("localcloud-bench-").FullName;
        double rate;
        await using (var journal = new FileJournal(folder, NullLogger<FileJournal>.Instance))
        {
            journal.Begin(() => []);
            var body = new string('x', 500);
            long sequence = 0;
            rate = await Clients.RateAsync(clients, Duration, async _ =>
            {
                var now = DateTimeOffset.UtcNow;
                var message = new SqsMessage { Sequence = Interlocked.Increment(ref sequence), Id = Guid.NewGuid().ToString(), Body = body, Sent = now, Due = now };
                journal.Sent("queue", message);
                await journal.FlushAsync();
                journal.Changed("queue", message);
                await journal.FlushAsync();
                journal.Deleted("queue", message.Sequence);
                await journal.FlushAsync();
            });
        }

        Directory.Delete(folder, recursive: true);
        return rate;
    }

    static async Task<double> InSqliteAsync(int clients)
    {
        var folder = Directory.CreateTempSubdirectory("localcloud-bench-").FullName;
        var body = new string('x', 500);
        long sequence = 0;
        double rate;
        // One connection behind a lock: SQLite has one writer at a time, and waiting for it is slower.
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "queues.db")};Pooling=False"))
        {
            connection.Open();
            Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT, receives INTEGER, due INTEGER)");
            var gate = new Lock();
            using var insert = Prepare(connection, "INSERT INTO message VALUES ($id, $body, 0, 0)", "$id", "$body");
            using var update = Prepare(connection, "UPDATE message SET receives = receives + 1, due = 1 WHERE id = $id", "$id");
            using var delete = Prepare(connection, "DELETE FROM message WHERE id = $id", "$id");
            rate = await Clients.RateAsync(clients, Duration, _ =>
            {
                var id = Interlocked.Increment(ref sequence);
                foreach (var command in new[] { insert, update, delete })
                {
                    lock (gate)
                    {
                        command.Parameters["$id"].Value = id;
                        if (command == insert)
                            command.Parameters["$body"].Value = body;
                        command.ExecuteNonQuery();
                    }
                }

                return Task.CompletedTask;
            });
        }

        Directory.Delete(folder, recursive: true);
        return rate;
    }

    static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter(parameter, null));
        return command;
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
