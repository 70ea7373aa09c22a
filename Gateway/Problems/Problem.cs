using System.Globalization;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace FaceRec.Gateway;

/// <summary>One error: its kind, and what was wrong this time.</summary>
/// <param name="Detail">One sentence or two: what was wrong and what is accepted.</param>
/// <param name="RetryAfter">When it may be worth trying again.</param>
/// <param name="Location">Where the answer will be.</param>
/// <param name="Extensions">Members beside those of RFC 9457.</param>
/// <param name="Failure">Where workers gave up: what is known of it.</param>
internal sealed record Problem(ProblemKind Kind, string Detail, TimeSpan? RetryAfter = null, string? Location = null,
    IReadOnlyDictionary<string, object?>? Extensions = null, RecognitionFailed? Failure = null) : IResult
{
    public static Problem From(PictureRejected rejected) => new(ProblemKinds.Of(rejected), rejected.Detail);

    public static Problem From(RecognitionFailed failed) => new(ProblemKinds.RecognitionFailed,
        "A worker failed at the request repeatedly. The failed message is kept in the error queue, from where it can be sent back.",
        Extensions: new Dictionary<string, object?>
        {
            ["id"] = failed.RecognitionId,
            ["failedMessageId"] = failed.FailedMessageId,
            ["exceptionType"] = failed.ExceptionType,
        },
        Failure: failed);

    public ProblemDetails Details()
    {
        var details = new ProblemDetails { Type = $"urn:facerec:problem:{Kind.Code}", Title = Kind.Title, Status = Kind.Status, Detail = Detail };
        details.Extensions["code"] = Kind.Code;
        details.Extensions["remedy"] = Kind.Remedy;
        details.Extensions["requestId"] = RequestScope.Current;
        foreach (var (name, value) in Extensions ?? new Dictionary<string, object?>())
            details.Extensions[name] = value;
        return details;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (RetryAfter is { } wait)
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (Location is not null)
            httpContext.Response.Headers.Location = Location;
        return TypedResults.Problem(Details()).ExecuteAsync(httpContext);
    }
}
