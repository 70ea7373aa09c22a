namespace FaceRec.Gateway;

/// <summary>How endpoints are described where they are mapped.</summary>
internal static class Documentation
{
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name">Its name for generated clients.</param>
    /// <param name="summary">What it does, in a line.</param>
    /// <param name="failures">The errors it answers with, beside those of every endpoint.</param>
    public static RouteHandlerBuilder Documented(this RouteHandlerBuilder endpoint, string name, string summary, params ProblemKind[] failures) =>
        endpoint.WithName(name).WithSummary(summary).WithMetadata(new Failures(failures));

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) => endpoint.Produces<T>(status);

    /// <summary>A picture as the answer.</summary>
    public static RouteHandlerBuilder AnswersPicture(this RouteHandlerBuilder endpoint, params string[] more) =>
        endpoint.Produces<byte[]>(StatusCodes.Status200OK, "image/jpeg", more);

    /// <summary>A picture in a form, or as the body.</summary>
    public static RouteHandlerBuilder TakesPicture(this RouteHandlerBuilder endpoint, string field = "file") =>
        endpoint.WithMetadata(new PictureBody([field], ["image/*"]));

    /// <summary>A form with files.</summary>
    public static RouteHandlerBuilder TakesForm(this RouteHandlerBuilder endpoint, params string[] fields) => endpoint.WithMetadata(new PictureBody(fields, []));
}
