using Amazon;
using MassTransit.AmazonSqsTransport;

namespace MassTransit;

/// <summary>Where an application chooses this transport.</summary>
public static class AmazonSqsBusFactoryConfiguratorExtensions
{
    /// <summary>Makes a bus without a container.</summary>
    public static IBusControl CreateUsingAmazonSqs(this IBusFactorySelector selector, Action<IAmazonSqsBusFactoryConfigurator> configure)
    {
        var bus = new SqsBusConfiguration();
        var configurator = new SqsBusFactoryConfigurator(bus);
        configure(configurator);
        return configurator.Build(bus);
    }

    /// <summary>Uses Amazon SQS for the bus.</summary>
    public static void UsingAmazonSqs(this IBusRegistrationConfigurator configurator,
        Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator>? configure = null)
        => configurator.SetBusFactory(new SqsRegistrationBusFactory(configure));

    /// <summary>Uses the region and the credentials that the SDK finds in the environment.</summary>
    public static void UseDefaultHost(this IAmazonSqsBusFactoryConfigurator configurator, Action<IAmazonSqsHostConfigurator>? configure = null)
        => configurator.UseDefaultHost(Amazon.Runtime.FallbackRegionFactory.GetRegionEndpoint(), configure);

    /// <summary>Uses the credentials that the SDK finds in the environment.</summary>
    public static void UseDefaultHost(this IAmazonSqsBusFactoryConfigurator configurator, RegionEndpoint endpoint,
        Action<IAmazonSqsHostConfigurator>? configure = null)
        => configurator.Host(endpoint.SystemName, host => configure?.Invoke(host));
}
