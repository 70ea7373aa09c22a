namespace MassTransit;

/// <summary>Configures an endpoint that <c>ConfigureEndpoints</c> makes.</summary>
public delegate void AmazonSqsConfigureEndpointsCallback(IRegistrationContext context, string queueName, IAmazonSqsReceiveEndpointConfigurator configurator);
