using FaceRec.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace FaceRec.Autoscaler;

/// <summary>
/// Retries EC2 calls, and stops making them for a while when most of them fail. Shown in health: degraded while open, for the
/// Autoscaler still measures and the fleet that runs still serves.
/// </summary>
internal sealed partial class FleetBreaker : IHealthCheck
{
    readonly CircuitBreakerStateProvider _state = new();

    public FleetBreaker(IOptions<BreakerOptions> options, TimeProvider clock, ILogger<FleetBreaker> logger)
    {
        var breaker = options.Value;
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(AwsFailures.Includes),
                FailureRatio = 0.5,
                MinimumThroughput = breaker.Failures,
                SamplingDuration = breaker.Window,
                BreakDuration = breaker.Pause,
                StateProvider = _state,
                OnOpened = _ => { Log.Opened(logger, breaker.Pause.TotalSeconds); return default; },
                OnHalfOpened = _ => { Log.HalfOpened(logger); return default; },
                OnClosed = _ => { Log.Closed(logger); return default; },
            });
        if (breaker.MaxRetries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(AwsFailures.Includes),
                MaxRetryAttempts = breaker.MaxRetries,
                Delay = breaker.RetryDelay,
                MaxDelay = TimeSpan.FromSeconds(30),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        Pipeline = pipeline.Build();
    }

    public ResiliencePipeline Pipeline { get; }

    /// <summary>True while calls are refused.</summary>
    public bool IsOpen => _state.CircuitState is CircuitState.Open or CircuitState.Isolated;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsOpen ? HealthCheckResult.Degraded("Scaling is paused after repeated EC2 failures.") : HealthCheckResult.Healthy());

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Most EC2 calls fail: scaling is paused for {Seconds} s.")]
        public static partial void Opened(ILogger logger, double seconds);

        [LoggerMessage(Level = LogLevel.Information, Message = "Scaling tries one EC2 call.")]
        public static partial void HalfOpened(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "EC2 answers again: scaling goes on.")]
        public static partial void Closed(ILogger logger);
    }
}
