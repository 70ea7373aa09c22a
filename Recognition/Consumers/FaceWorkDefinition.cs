using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Consumers;

/// <summary>How every kind of work on the recognition queue is retried: at once, then later, then it goes to the error queue.</summary>
internal sealed class FaceWorkDefinition<TConsumer>(IOptions<RecognitionOptions> options) : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    // What fails at once may well work a moment later: an S3 call that was refused, a gallery entry on its way.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        var (count, delay) = (options.Value.MaxRetries, options.Value.RetryDelay);
        if (count == 0)
            return;
        if (delay > TimeSpan.Zero)
        {
            consumerConfigurator.UseDelayedRedelivery(retry =>
            {
                retry.Ignore<Exception>(PermanentFailure.Is);
                retry.Intervals(RedeliveryDelays.Of(delay, count, Random.Shared.NextDouble));
            });
        }

        consumerConfigurator.UseMessageRetry(retry =>
        {
            retry.Ignore<Exception>(PermanentFailure.Is);
            retry.Interval(count, Pause);
        });
    }
}
