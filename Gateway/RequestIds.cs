using FaceRec.ServiceDefaults;

namespace FaceRec.Gateway;

/// <summary>Gives every request an id: the client's, where it sent a usable one, or a new one. It is returned and goes with every log line and message.</summary>
internal static class RequestIds
{
    const int MaxLength = 64;

    public static void UseRequestIds(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var id = Choose(context.Request.Headers[RequestScope.Header], Guid.CreateVersion7);
        context.TraceIdentifier = id;
        // At the last moment: an error handler clears the headers that were set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[RequestScope.Header] = id;
            return Task.CompletedTask;
        });
        using (RequestScope.Begin(id))
            await next(context);
    });

    /// <summary>The client's id where it is 1 to 64 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>; anything else could forge log lines or headers.</summary>
    internal static string Choose(string? fromClient, Func<Guid> newId) =>
        fromClient is { Length: > 0 and <= MaxLength } && fromClient.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? fromClient
            : newId().ToString("N");
}
