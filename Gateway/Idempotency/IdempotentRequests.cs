using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>
/// Runs a request with an <c>Idempotency-Key</c> once: the same request again gets the same answer, another with the same key is refused,
/// and one that comes while the first runs is told to come back.
/// </summary>
internal sealed partial class IdempotentRequests(IdempotencyStore store, PictureStore pictures, TimeProvider clock, IOptions<GatewayOptions> options,
    ILogger<IdempotentRequests> logger)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    const int MaxLength = 255;
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // A request that has not answered this long after its own time-out died with its Gateway.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    static readonly string[] KeptHeaders = ["Content-Type", "Location", "Preference-Applied", "Retry-After"];

    /// <param name="context">The request.</param>
    /// <param name="uploads">What it brought; together with its path and parameters, what makes it the same as another.</param>
    /// <param name="run">Handles it.</param>
    /// <param name="cancellationToken">Cancelled when the client goes away.</param>
    public async Task<IResult> RunAsync(HttpContext context, IReadOnlyList<Upload> uploads, Func<Task<IResult>> run, CancellationToken cancellationToken)
    {
        if (context.Request.Headers[Header] is not { Count: > 0 } keys)
            return await run();
        if (keys is not [{ Length: > 0 and <= MaxLength } key] || !key.All(c => c is > ' ' and <= '~'))
            return new Problem(ProblemKinds.InvalidParameter, $"{Header} must be 1 to {MaxLength} visible ASCII characters, once.");

        var name = Name(Caller.Of(context).Id, key);
        var mine = new IdempotencyRecord { Fingerprint = Fingerprint(context.Request, uploads), StartedAt = clock.GetUtcNow() };
        string? claim = null;
        while (claim is null)
        {
            var known = await store.FindAsync(name, cancellationToken);
            if (known is { Record: var record } && !IsOver(record))
                return await AnswerAsync(record, mine, context, cancellationToken);
            claim = await store.TryPutAsync(name, mine, known?.ETag, cancellationToken);
        }

        return await RunAsync(name, claim, mine, context, run);
    }

    async Task<IResult> AnswerAsync(IdempotencyRecord record, IdempotencyRecord mine, HttpContext context, CancellationToken cancellationToken)
    {
        if (record.Fingerprint != mine.Fingerprint)
            return new Problem(ProblemKinds.KeyReused, $"The {Header} was used for a request with another path, other parameters or another picture.");
        if (record.Answer is not { } answer)
            return new Problem(ProblemKinds.KeyInUse, $"The first request with this {Header} has not been answered yet.", RetryAfter);
        context.Response.Headers[ReplayedHeader] = "true";
        if (answer.RecognitionId is not { } id)
            return new Replay(answer);
        return (await pictures.FindResultAsync(id, cancellationToken))?.Recognized is { } recognized
            ? TypedResults.Ok(RecognitionAnswer.From(recognized, answer.Cached, answer.TotalMs))
            : new Problem(ProblemKinds.NoSuchRecognition, $"The answer, recognition {id}, has been erased.");
    }

    async Task<IResult> RunAsync(string name, string claim, IdempotencyRecord record, HttpContext context, Func<Task<IResult>> run)
    {
        RecordedAnswer? answer = null;
        try
        {
            var result = await run();
            answer = result is Ok<RecognitionAnswer> { Value: { } recognition }
                ? new RecordedAnswer { Status = 200, RecognitionId = recognition.Id, Cached = recognition.Cached, TotalMs = recognition.Timings.GetValueOrDefault("total") }
                : await CaptureAsync(result, context);
            return answer.RecognitionId is null ? new Replay(answer) : result;
        }
        finally
        {
            await SettleAsync(name, claim, record, answer);
        }
    }

    // What may end otherwise the next time is not kept: the same request again is then a new attempt.
    static bool IsFinal(RecordedAnswer answer) => answer.Status < 500 && answer.Status is not (404 or 429);

    async Task SettleAsync(string name, string claim, IdempotencyRecord record, RecordedAnswer? answer)
    {
        try
        {
            if (answer is not null && IsFinal(answer))
                await store.TryPutAsync(name, record with { Answer = answer }, claim, CancellationToken.None);
            else
                await store.RemoveAsync(name, CancellationToken.None);
        }
        catch (Exception e) when (Dependencies.IsUnavailable(e))
        {
            // The claim is over after a while by itself.
            Log.NotSettled(logger, name, e.Message);
        }
    }

    static async Task<RecordedAnswer> CaptureAsync(IResult result, HttpContext context)
    {
        var response = context.Response;
        var (body, before) = (response.Body, response.Headers.ToDictionary());
        using var captured = new MemoryStream();
        response.Body = captured;
        try
        {
            await result.ExecuteAsync(context);
        }
        finally
        {
            response.Body = body;
        }

        var answer = new RecordedAnswer
        {
            Status = response.StatusCode,
            Body = captured.ToArray(),
            Headers = KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(header => header, header => response.Headers[header].ToString()),
        };
        response.StatusCode = StatusCodes.Status200OK;
        foreach (var header in response.Headers.Keys.Except(before.Keys).ToList())
            response.Headers.Remove(header);
        return answer;
    }

    bool IsOver(IdempotencyRecord record)
    {
        var age = clock.GetUtcNow() - record.StartedAt;
        return age > Lifetime || (record.Answer is null && age > options.Value.RequestTimeout + Grace);
    }

    // One client's keys mean nothing to another's, and no key lies in S3 as it was sent.
    internal static string Name(string caller, string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{key}")));

    static string Fingerprint(HttpRequest request, IReadOnlyList<Upload> uploads)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n"));
        foreach (var upload in uploads)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{upload.FileName}\n"));
            hash.AppendData(SHA256.HashData(upload.Bytes));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    sealed class Replay(RecordedAnswer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = answer.Status;
            foreach (var (name, value) in answer.Headers)
                httpContext.Response.Headers[name] = value;
            await httpContext.Response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to idempotent request {Name} could not be kept: {Reason}")]
        public static partial void NotSettled(ILogger logger, string name, string reason);
    }
}
