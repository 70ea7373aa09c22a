using System.Net;
using Amazon.Runtime;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Polly;
using Polly.CircuitBreaker;

namespace FaceRec.Gateway;

/// <summary>
/// What the Gateway cannot do without, each behind a circuit breaker: while one fails, requests are refused at once with 503 and are
/// not queued up behind calls that will not come back.
/// </summary>
internal sealed class Dependencies : IHealthCheck
{
    // Long enough for a restart or a network hiccup to pass, short enough that clients told to come back then are not kept waiting for nothing.
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    readonly CircuitBreakerStateProvider _storageState = new();
    readonly CircuitBreakerStateProvider _busState = new();

    public Dependencies(TimeProvider clock)
    {
        Storage = Build(clock, _storageState);
        Bus = Build(clock, _busState);
    }

    /// <summary>Around calls to S3.</summary>
    public ResiliencePipeline Storage { get; }

    /// <summary>Around handing messages to the bus, not around waiting for answers.</summary>
    public ResiliencePipeline Bus { get; }

    /// <summary>True for exceptions that mean: the service did not answer, or answered that it cannot now. A 404 or 412 is an answer.</summary>
    public static bool IsUnavailable(Exception e) => e switch
    {
        RequestException => false,
        AmazonServiceException aws => aws.StatusCode is 0 or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests || (int)aws.StatusCode >= 500
            || aws.ErrorCode is "NoSuchBucket" or "QueueDoesNotExist" or "AWS.SimpleQueueService.NonExistentQueue",
        BrokenCircuitException or AmazonClientException or HttpRequestException or TimeoutException or TransportException => true,
        _ => AwsFailures.IsLostConnection(e),
    };

    public static Problem Unavailable(Exception e) => new(ProblemKinds.Unavailable,
        e is BrokenCircuitException
            ? "Storage or queue failed repeatedly, so requests are refused for a few seconds."
            : "Storage or queue did not answer. The request was not carried out; try again.",
        RetryAfter: Pause);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var open = new[] { ("storage", _storageState), ("bus", _busState) }
            .Where(pair => pair.Item2.CircuitState is CircuitState.Open or CircuitState.Isolated)
            .Select(pair => pair.Item1)
            .ToList();
        return Task.FromResult(open.Count == 0
            ? HealthCheckResult.Healthy("closed")
            : HealthCheckResult.Unhealthy($"open: {string.Join(", ", open)}"));
    }

    static ResiliencePipeline Build(TimeProvider clock, CircuitBreakerStateProvider state) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(IsUnavailable),
                FailureRatio = 0.5,
                MinimumThroughput = 5,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = Pause,
                StateProvider = state,
            })
            .Build();
}
