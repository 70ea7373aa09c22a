using FaceRec.Messages;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FaceRec.ServiceDefaults;

/// <summary>The bus that every service has: MassTransit on Amazon SQS, with the request's id carried along.</summary>
public static class SqsBus
{
    /// <param name="services">The service's own.</param>
    /// <param name="consumers">Adds the service's consumers and request clients.</param>
    /// <param name="endpoints">Configures its receive endpoints, from the names of the queues.</param>
    public static IServiceCollection AddSqsBus(this IServiceCollection services, Action<IBusRegistrationConfigurator> consumers,
        Action<IBusRegistrationContext, IAmazonSqsBusFactoryConfigurator, Queues> endpoints)
    {
        services.AddMassTransit(bus =>
        {
            // Nothing is sent home. MassTransit's telemetry also reads the list of endpoints while the bus starts, and fails the start where
            // one is being connected just then.
            bus.DisableUsageTelemetry();
            bus.AddBusObserver<FailedStartObserver>();
            consumers(bus);
            bus.UsingAmazonSqs((context, sqs) =>
            {
                var installation = context.GetRequiredService<IOptions<InstallationOptions>>().Value;
                sqs.Host(installation.Region, host => host.Config(installation.SqsConfig()));
                sqs.UseSendFilter(typeof(RequestScopeSendFilter<>), context);
                sqs.UseConsumeFilter(typeof(RequestScopeConsumeFilter<>), context);
                endpoints(context, sqs, context.GetRequiredService<Queues>());
            });
        });
        // The start has no time limit: a start that is given up is not tried again, and the transport waits for an SQS that does not answer.
        services.AddOptions<MassTransitHostOptions>().Configure(options => options.StopTimeout = TimeSpan.FromSeconds(30));
        return services;
    }
}
