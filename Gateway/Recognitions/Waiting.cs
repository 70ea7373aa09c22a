using System.Globalization;

namespace FaceRec.Gateway;

/// <summary>How long a client wants to wait for an answer, from its <c>Prefer</c> header (RFC 7240).</summary>
/// <param name="For">The time to wait.</param>
/// <param name="Applied">What to echo as <c>Preference-Applied</c>; null where the client preferred nothing.</param>
internal sealed record Waiting(TimeSpan For, string? Applied)
{
    /// <summary>True where running out of time is what the client asked for, and means 202 in place of 504.</summary>
    public bool IsPreferred => Applied is not null;

    /// <summary>
    /// Reads the preferences <c>respond-async</c> and <c>wait=N</c> (seconds). Both together mean: wait, then 202. Others, and malformed
    /// ones, are ignored, as the RFC asks. A wait beyond the Gateway's own limit is cut to it.
    /// </summary>
    public static Waiting Read(IEnumerable<string?> preferHeaders, TimeSpan limit)
    {
        var async = false;
        int? wait = null;
        foreach (var preference in preferHeaders.SelectMany(header => (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            // Parameters after a semicolon say nothing that these two know.
            var token = preference.Split(';', 2)[0].Trim();
            if (token.Equals("respond-async", StringComparison.OrdinalIgnoreCase))
                async = true;
            else if (token.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value] && name.Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                wait ??= seconds;
        }

        if (wait is { } n)
            return new Waiting(TimeSpan.FromSeconds(Math.Min(n, limit.TotalSeconds)), async ? $"respond-async, wait={n}" : $"wait={n}");
        return async ? new Waiting(TimeSpan.Zero, "respond-async") : new Waiting(limit, null);
    }
}
