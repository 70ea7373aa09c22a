using Amazon.SQS;
using Amazon.SQS.Model;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler;

/// <summary>Measures the recognition queue every <see cref="AutoscalerOptions.CheckInterval"/> and tells the Autoscaler's queue.</summary>
internal sealed partial class QueueSampler(IAmazonSQS sqs, IBus bus, Queues queues, LeaderLease lease, TimeProvider clock,
    IOptions<AutoscalerOptions> options, ILogger<QueueSampler> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.CheckInterval, clock);
        try
        {
            do
            {
                try
                {
                    if (lease.IsHeld)
                        await SampleAsync(stoppingToken);
                }
                // The loop lives on whatever happens: a missed measurement is an unknown, and a dead sampler an Autoscaler that does nothing.
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    Log.NotSent(logger, queues.Autoscaler, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task SampleAsync(CancellationToken cancellationToken)
    {
        var measurement = await MeasureAsync(cancellationToken);
        var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{queues.Autoscaler}"));
        await endpoint.Send(measurement, context => context.TimeToLive = options.Value.MeasurementLifetime, cancellationToken);
    }

    internal async Task<QueueMeasured> MeasureAsync(CancellationToken cancellationToken)
    {
        var measurement = new QueueMeasured { Queue = queues.Recognition, MeasuredAt = clock.GetUtcNow() };
        try
        {
            var url = await sqs.GetQueueUrlAsync(queues.Recognition, cancellationToken);
            var response = await sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest
            {
                QueueUrl = url.QueueUrl,
                AttributeNames =
                [
                    QueueAttributeName.ApproximateNumberOfMessages,
                    QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
                    QueueAttributeName.ApproximateNumberOfMessagesDelayed,
                ],
            }, cancellationToken);
            return measurement with
            {
                Counts = new QueueCounts(response.ApproximateNumberOfMessages, response.ApproximateNumberOfMessagesNotVisible,
                    response.ApproximateNumberOfMessagesDelayed),
            };
        }
        // An answer, not a failure: before anybody has sent or received, there is no queue and nothing waits in it.
        catch (QueueDoesNotExistException)
        {
            return measurement with { Counts = new QueueCounts(0, 0, 0) };
        }
        catch (Exception e) when (AwsFailures.Includes(e))
        {
            Log.NotMeasured(logger, queues.Recognition, e.Message);
            return measurement with { Failure = e.Message };
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Queue {Queue} could not be measured ({Failure}): its length counts as unknown.")]
        public static partial void NotMeasured(ILogger logger, string queue, string failure);

        [LoggerMessage(Level = LogLevel.Warning, Message = "No measurement could be sent to {Queue}; the next one follows.")]
        public static partial void NotSent(ILogger logger, string queue, Exception exception);
    }
}
