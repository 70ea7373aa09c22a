namespace FaceRec.Gateway;

/// <summary>Gives a body to the errors that ASP.NET answers with a bare status: nothing at the address, another method, other content.</summary>
internal static class StatusProblems
{
    /// <summary>A body beyond the web server's limit, whoever notices it.</summary>
    public static readonly Problem TooLarge = new(ProblemKinds.FileTooLarge, "The request's body is larger than is accepted.");

    /// <summary>A body that comes more slowly than the web server waits for, whoever notices it.</summary>
    public static readonly Problem TooSlow = new(ProblemKinds.TooSlow, "The body came more slowly than Gateway:SlowestUpload bytes a second; the connection is closed.");

    public static void UseStatusProblems(this IApplicationBuilder app) => app.UseStatusCodePages(async pages =>
    {
        if (Of(pages.HttpContext) is { } problem)
            await problem.ExecuteAsync(pages.HttpContext);
    });

    static Problem? Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => new Problem(ProblemKinds.MalformedRequest, "A parameter or the body is not of the form that the reference shows."),
        StatusCodes.Status404NotFound => new Problem(ProblemKinds.NotFound, "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new Problem(ProblemKinds.MethodNotAllowed, $"The address takes {context.Response.Headers.Allow}, not {context.Request.Method}."),
        StatusCodes.Status408RequestTimeout => TooSlow,
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => new Problem(ProblemKinds.UnsupportedMedia, "The body must be JSON, with Content-Type: application/json."),
        _ => null,
    };
}
