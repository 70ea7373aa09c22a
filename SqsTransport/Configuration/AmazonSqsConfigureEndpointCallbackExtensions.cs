namespace MassTransit;

/// <summary>Configuration of endpoints that <c>ConfigureEndpoints</c> makes, where they are on Amazon SQS.</summary>
public static class AmazonSqsConfigureEndpointCallbackExtensions
{
    /// <summary>Configures the endpoint of one consumer.</summary>
    public static void AddAmazonSqsConfigureEndpointCallback(this IEndpointRegistrationConfigurator configurator,
        Action<IRegistrationContext, IAmazonSqsReceiveEndpointConfigurator> callback)
        => configurator.AddConfigureEndpointCallback((context, endpoint) =>
        {
            if (endpoint is IAmazonSqsReceiveEndpointConfigurator sqs)
                callback(context, sqs);
        });

    /// <summary>Configures every endpoint.</summary>
    public static void AddAmazonSqsConfigureEndpointsCallback(this IBusRegistrationConfigurator configurator, AmazonSqsConfigureEndpointsCallback callback)
        => configurator.AddConfigureEndpointsCallback((context, name, endpoint) =>
        {
            if (endpoint is IAmazonSqsReceiveEndpointConfigurator sqs)
                callback(context, name, sqs);
        });
}
