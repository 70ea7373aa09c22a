using Amazon.SQS;
using MassTransit.AmazonSqsTransport;

namespace MassTransit;

/// <summary>Ways to name the host and to add endpoints.</summary>
public static class AmazonSqsHostConfigurationExtensions
{
    /// <summary>Sets the host by its address, <c>amazonsqs://region[/scope]</c>.</summary>
    public static void Host(this IAmazonSqsBusFactoryConfigurator configurator, Uri hostAddress, Action<IAmazonSqsHostConfigurator> configure)
    {
        var host = new AmazonSqsHostConfigurator(hostAddress);
        configure(host);
        configurator.Host(host.Settings);
    }

    /// <summary>Sets the host by its region.</summary>
    public static void Host(this IAmazonSqsBusFactoryConfigurator configurator, string hostName, Action<IAmazonSqsHostConfigurator> configure)
        => configurator.Host(new UriBuilder(AmazonSqsHostAddress.AmazonSqsScheme, hostName).Uri, configure);

    /// <summary>Uses an emulator on the port that Localstack listens on, 4566.</summary>
    public static void LocalstackHost(this IAmazonSqsBusFactoryConfigurator configurator)
        => configurator.Host(new Uri("amazonsqs://localhost:4566"), host =>
        {
            host.AccessKey("admin");
            host.SecretKey("admin");
            host.Config(new AmazonSQSConfig { ServiceURL = "http://localhost:4566", AuthenticationRegion = "us-east-1" });
        });

    /// <summary>Adds an endpoint on a temporary queue, deleted when the bus stops.</summary>
    public static void ReceiveEndpoint(this IAmazonSqsBusFactoryConfigurator configurator, Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null)
        => configurator.ReceiveEndpoint(new TemporaryEndpointDefinition(), DefaultEndpointNameFormatter.Instance, configure);

    /// <summary>Adds an endpoint by its definition.</summary>
    public static void ReceiveEndpoint(this IAmazonSqsBusFactoryConfigurator configurator, IEndpointDefinition definition,
        Action<IAmazonSqsReceiveEndpointConfigurator>? configure = null)
        => configurator.ReceiveEndpoint(definition, DefaultEndpointNameFormatter.Instance, configure);
}
