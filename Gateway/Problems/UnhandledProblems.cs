using Microsoft.AspNetCore.Diagnostics;

namespace FaceRec.Gateway;

/// <summary>Turns what nothing else handled into problem+json: a body that breaks HTTP's or our limits, an AWS that does not answer, a defect.</summary>
internal sealed partial class UnhandledProblems(ILogger<UnhandledProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The client went away: nobody reads an answer.
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = 499;
            return true;
        }

        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: 408 } => StatusProblems.TooSlow,
            BadHttpRequestException { StatusCode: 413 } => StatusProblems.TooLarge,
            BadHttpRequestException bad => new Problem(ProblemKinds.MalformedRequest, bad.Message),
            _ when Dependencies.IsUnavailable(exception) => Dependencies.Unavailable(exception),
            _ => new Problem(ProblemKinds.Internal, "Something failed that should not have. The request's id finds it in the log."),
        };
        if (problem.Kind.Status >= 500)
            Log.Unhandled(logger, httpContext.Request.Method, httpContext.Request.Path, problem.Kind.Code, exception);
        httpContext.Response.StatusCode = problem.Kind.Status;
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} ended in {Code}.")]
        public static partial void Unhandled(ILogger logger, string method, string path, string code, Exception exception);
    }
}
