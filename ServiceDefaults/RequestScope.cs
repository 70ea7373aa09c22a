using System.Diagnostics;

namespace FaceRec.ServiceDefaults;

/// <summary>The id of the HTTP request on whose behalf this code runs, whichever tier it runs in.</summary>
public static class RequestScope
{
    /// <summary>The HTTP header, and the message header, that carry the id.</summary>
    public const string Header = "X-Request-Id";

    /// <summary>The log property that carries the id.</summary>
    public const string LogProperty = "RequestId";

    /// <summary>The tag that carries the id in a trace.</summary>
    public const string Tag = "facerec.request_id";

    static readonly AsyncLocal<string?> CurrentId = new();

    /// <summary>The id, or null outside any request.</summary>
    public static string? Current => CurrentId.Value;

    /// <summary>Sets the id for the calling flow, adds it to every log event written there, and to the trace's current span.</summary>
    /// <returns>Ends the scope when disposed.</returns>
    public static IDisposable Begin(string requestId)
    {
        CurrentId.Value = requestId;
        Activity.Current?.SetTag(Tag, requestId);
        return Serilog.Context.LogContext.PushProperty(LogProperty, requestId);
    }
}
