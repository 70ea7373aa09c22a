using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Memory;

namespace FaceRec.ServiceDefaults;

/// <summary>
/// The short names of <c>.env</c> (REQUEST_TIMEOUT, MAX_INSTANCES, ...) and the options they set. A short name wins over
/// <c>appsettings.json</c> and loses to the full name (<c>Gateway:RequestTimeout</c>) on the command line.
/// </summary>
public static class SettingNames
{
    /// <summary>Adds the values of the short names that are set, under the full names of one service.</summary>
    /// <exception cref="InvalidOperationException">A value is not a number; all such values are named at once.</exception>
    public static void AddSettingNames(this IConfigurationManager configuration, IReadOnlyDictionary<string, (string Option, SettingUnit Unit)> names)
    {
        var errors = new List<string>();
        var values = new Dictionary<string, string?>();
        foreach (var (name, (option, unit)) in names)
        {
            if (configuration[name] is not { Length: > 0 } text)
                continue;
            if (Read(text, unit) is { } value)
                values[option] = value;
            else
                errors.Add($"{name} is '{text}', but must be a number of seconds from 0 to 1000000, for example 30.");
        }

        if (errors.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
        configuration.Sources.Insert(CommandLineIndex(configuration.Sources), new MemoryConfigurationSource { InitialData = values });
    }

    static int CommandLineIndex(IList<IConfigurationSource> sources)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i] is CommandLineConfigurationSource)
                return i;
        }

        return sources.Count;
    }

    internal static string? Read(string text, SettingUnit unit) => unit switch
    {
        SettingUnit.Plain => text,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 1_000_000
            ? TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)
            : null,
    };
}
