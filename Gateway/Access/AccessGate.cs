using FaceRec.Gallery;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>Lets requests through to the endpoints that ask for a key: with a key that may, or all where anonymous calls are allowed.</summary>
internal sealed partial class AccessGate(RequestDelegate next, ApiKeys keys, IOptions<GatewayOptions> options, ILogger<AccessGate> logger)
{
    public const string Header = "X-Api-Key";

    const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Access>() is { } access)
        {
            var caller = await IdentifyAsync(context);
            if ((caller.Problem ?? FindProblem(context, access, caller.Value!)) is { } problem)
            {
                if (problem.Kind.Status == StatusCodes.Status401Unauthorized)
                    context.Response.Headers.WWWAuthenticate = "Bearer";
                Log.Refused(logger, context.Request.Method, context.Request.Path, problem.Kind.Code, caller.Value?.Id);
                await problem.ExecuteAsync(context);
                return;
            }

            context.Features.Set(caller.Value);
        }

        await next(context);
    }

    async Task<Checked<Caller>> IdentifyAsync(HttpContext context)
    {
        if (KeyIn(context.Request.Headers) is not { } text)
            return options.Value.AllowAnonymous
                ? new(Caller.Anonymous)
                : new(new Problem(ProblemKinds.MissingKey, $"Send an API key in {Header}, or as Authorization: Bearer."));
        // A key is looked at also where none is needed: whoever sends one means to be known by it.
        return await keys.FindAsync(text, context.RequestAborted) is { } key
            ? new(new Caller(key.Id, key))
            : new(new Problem(ProblemKinds.UnknownKey, "The API key is not one of this installation's, or has been revoked."));
    }

    static Problem? FindProblem(HttpContext context, Access access, Caller caller)
    {
        if (!caller.May(access.Scope))
            return new Problem(ProblemKinds.ScopeMissing, $"This needs a key with the scope {access.Scope.ToString().ToLowerInvariant()}.");
        var collection = access.Collection is CollectionUse.None ? null
            : context.Request.RouteValues["collection"] as string ?? context.Request.Query["collection"].FirstOrDefault()
            ?? (access.Collection is CollectionUse.Default ? CollectionName.Default : null);
        return collection is null || caller.MayUse(collection) ? null : NotAllowed(collection);
    }

    public static Problem NotAllowed(string collection) => new(ProblemKinds.CollectionNotAllowed, $"The API key is not for collection {collection}.");

    static string? KeyIn(IHeaderDictionary headers) =>
        headers[Header] is [{ Length: > 0 } key] ? key
        : headers.Authorization is [{ } authorization] && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim()
        : null;

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} refused with {Code} to {Caller}.")]
        public static partial void Refused(ILogger logger, string method, string path, string code, string? caller);
    }
}
