using MassTransit;
using MassTransit.AmazonSqsTransport;

namespace SqsTransport;

/// <summary>
/// What this transport has and the official one has not. A program that keeps these calls in one file, and this namespace out of the
/// others, changes that file alone when it swaps the package.
/// </summary>
public static class SqsTransportExtensions
{
    /// <summary>
    /// Published messages of this type, and of types that derive from it, go to these queues: in place of the topics that SQS does not
    /// have. Calls add up. A type that is published and has no queue is an error; faults that nobody asked for are dropped.
    /// </summary>
    public static void PublishTo<T>(this IAmazonSqsBusFactoryConfigurator configurator, params string[] queueNames)
        where T : class
    {
        Routes(configurator).Announce(typeof(T));
        Routes(configurator).Add(typeof(T), queueNames);
    }

    /// <summary>Publishes types without a queue through this sender: the place for an SNS client.</summary>
    public static void PublishThrough(this IAmazonSqsBusFactoryConfigurator configurator, PublishedMessageSender sender)
        => Routes(configurator).Sender = sender;

    /// <summary>Changes the settings that the official transport does not have.</summary>
    public static void ConfigureSqsTransport(this IAmazonSqsBusFactoryConfigurator configurator, Action<SqsTransportOptions> configure)
        => configure(((SqsBusFactoryConfigurator)configurator).Bus.Host.Options);

    static PublishRoutes Routes(IAmazonSqsBusFactoryConfigurator configurator) => ((SqsBusFactoryConfigurator)configurator).Bus.Host.Routes;
}
