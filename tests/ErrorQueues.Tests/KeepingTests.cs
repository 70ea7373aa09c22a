using Amazon.SQS.Model;

namespace FaceRec.ErrorQueues.Tests;

public class KeepingTests(SqsServer server) : ErrorsTest(server)
{
    [Fact]
    public async Task An_archive_takes_messages_out_of_the_queue_and_gives_them_back_as_they_were()
    {
        await Create(Queue);
        for (var i = 0; i < 12; i++)
            await Failed($"body {i}", "wanted");
        await Failed("other", "left");
        var before = (await RunJson("list")).Lines.Select(Essence).Order();

        Assert.Equal(0, (await Run("archive", "--text", "wanted ", "--archive", "spring")).Exit);
        Assert.Equal((1, 0), await Counts(Errors));
        Assert.Equal(12, Assert.Single((await RunJson("archives")).Lines).GetProperty("messages").GetInt32());

        Assert.Equal(12, (await RunJson("restore", "spring", "--dry-run")).Lines[0].GetProperty("done").GetInt32());
        Assert.Equal(0, (await Run("restore", "spring")).Exit);
        Assert.Equal(before, (await RunJson("list")).Lines.Select(Essence).Order());
        Assert.Equal(2, (await Run("restore", "spring")).Exit);
    }

    [Fact]
    public async Task An_exported_file_is_imported_into_another_queue_byte_for_byte()
    {
        const string Body = "{ \"odd\": \"\u00e4 \ud83d\ude00\" } ";
        await Failed(Body, "wanted");
        await Create($"{Queue}-lab_error");
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "messages.jsonl");
            Assert.Equal(0, (await Run("export", file)).Exit);
            Assert.Equal((1, 0), await Counts(Errors));
            Assert.Equal(0, (await Run("import", file, "--to", $"{Queue}-lab_error")).Exit);

            var imported = await Next($"{Queue}-lab_error");
            Assert.Equal(Body, imported.Body);
            Assert.Equal("wanted ", imported.MessageAttributes["MT-Fault-Message"].StringValue);
            Assert.Equal([1, 2], imported.MessageAttributes["bytes"].BinaryValue.ToArray());

            await File.WriteAllTextAsync(file, "nonsense", Cancellation);
            var (exit, output) = await Run("import", file);
            Assert.Equal(1, exit);
            Assert.Contains("Line 1", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static string Essence(System.Text.Json.JsonElement line) => $"{line.GetProperty("exceptionMessage")} {line.GetProperty("group")} {line.GetProperty("failedAt")}";

    async Task Failed(string body, string text) => await Sqs.SendMessageAsync(new SendMessageRequest(await Create(Errors), body)
    {
        MessageAttributes = new Dictionary<string, MessageAttributeValue>
        {
            ["MT-Fault-Message"] = new() { DataType = "String", StringValue = $"{text} " },
            ["MT-Fault-Timestamp"] = new() { DataType = "String", StringValue = "2026-11-23T12:00:00Z" },
            ["bytes"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2]) },
        },
    }, Cancellation);
}
