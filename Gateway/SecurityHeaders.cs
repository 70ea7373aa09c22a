namespace FaceRec.Gateway;

/// <summary>Headers that keep a browser from doing more with our answers than we mean.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // Pictures are shown from memory (blob:) before they are uploaded.
    const string Policy = "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: an error handler clears the headers that were set before.
        context.Response.OnStarting(() => SetAsync(context));
        return next(context);
    }

    static Task SetAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // The API reference is a page of Scalar's own with inline script and style.
        if (!context.Request.Path.StartsWithSegments("/reference"))
            headers.ContentSecurityPolicy = Policy;
        return Task.CompletedTask;
    }
}
