using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>How many requests a caller may make, a second and at once: each key has its own limits, and without a key each address.</summary>
internal static class CallerLimits
{
    public static void AddCallerLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(Rate),
            PartitionedRateLimiter.Create<HttpContext, string>(Concurrency));
        limiter.OnRejected = async (rejected, _) => await Refuse(rejected).ExecuteAsync(rejected.HttpContext);
    });

    static Problem Refuse(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        return new Problem(ProblemKinds.TooManyRequests, string.Create(CultureInfo.InvariantCulture,
            $"More requests than the API key's limit; try again in {Math.Max(1, Math.Ceiling(wait.TotalSeconds))} s."), RetryAfter: TimeSpan.FromSeconds(Math.Max(1, wait.TotalSeconds)));
    }

    static RateLimitPartition<string> Rate(HttpContext context)
    {
        if (!IsLimited(context, out var caller, out var options))
            return RateLimitPartition.GetNoLimiter("");
        var perSecond = caller.Key?.RequestsPerSecond ?? options.RequestsPerSecond;
        var burst = caller.Key?.RequestsPerSecond * 2 ?? Math.Max(options.RequestBurst, perSecond);
        return RateLimitPartition.GetTokenBucketLimiter($"{Name(context, caller)} {perSecond} {burst}", _ => new TokenBucketRateLimiterOptions
        {
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            TokensPerPeriod = perSecond,
            TokenLimit = burst,
            QueueLimit = 0,
        });
    }

    static RateLimitPartition<string> Concurrency(HttpContext context)
    {
        if (!IsLimited(context, out var caller, out var options))
            return RateLimitPartition.GetNoLimiter("");
        var most = caller.Key?.ConcurrentRequests ?? options.ConcurrentRequests;
        return RateLimitPartition.GetConcurrencyLimiter($"{Name(context, caller)} {most}", _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 });
    }

    static bool IsLimited(HttpContext context, out Caller caller, out GatewayOptions options)
    {
        caller = Caller.Of(context);
        options = context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        return context.GetEndpoint()?.Metadata.GetMetadata<Access>() is not null;
    }

    static string Name(HttpContext context, Caller caller) => caller.Key is null ? $"{caller.Id} {context.Connection.RemoteIpAddress}" : caller.Id;
}
