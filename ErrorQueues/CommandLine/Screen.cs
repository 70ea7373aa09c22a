using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>Writes for people, or one JSON object a line for scripts.</summary>
internal sealed class Screen
{
    static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    static readonly JsonSerializerOptions Indented = new(Lines) { WriteIndented = true };

    readonly TextWriter _output;
    readonly IAnsiConsole _console;

    public Screen(TextWriter output, bool json)
    {
        _output = output;
        Json = json;
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        // A file or a pipe has no width: nothing is to be cut off there.
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected)
            _console.Profile.Width = 400;
    }

    public bool Json { get; }

    public void WriteJson(object value) => _output.WriteLine(JsonSerializer.Serialize(value, Lines));

    public void WriteLine(string text) => _output.WriteLine(text);

    public void WriteTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = columns.Any(column => column.Length > 0) };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        _console.Write(table);
    }

    public void WriteBody(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            _output.WriteLine(JsonSerializer.Serialize(document.RootElement, Indented));
        }
        catch (JsonException)
        {
            _output.WriteLine(body); // not JSON: as it is
        }
    }

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
