using Amazon.EC2;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler;

/// <summary>What an Autoscaler is made of.</summary>
internal static class AutoscalerServices
{
    public static IServiceCollection AddAutoscaler(this IServiceCollection services)
    {
        services.AddOptions<AutoscalerOptions>().BindConfiguration("Autoscaler").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FleetOptions>().BindConfiguration("Fleet").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BreakerOptions>().BindConfiguration("Ec2").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MetricsOptions>().BindConfiguration("Metrics").ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton<IAmazonEC2>(provider => new AmazonEC2Client(provider.GetRequiredService<IOptions<InstallationOptions>>().Value.Ec2Config()));
        services.AddSingleton<Ec2Fleet>();
        services.AddSingleton<FleetBreaker>();
        services.AddSingleton<FleetTally>();
        services.AddSingleton<WorkerDirectory>();
        services.AddSingleton<ScalingMemory>();
        services.AddSingleton<WaitingMeter>();
        services.AddSingleton<DecisionHistory>();
        services.AddSingleton<DecisionArchive>();
        services.AddSingleton<DecisionReporter>();
        services.AddSingleton<LeaderLease>();
        services.AddScoped<FleetCommands>();
        services.AddSingleton<Leadership>();
        services.AddHealthChecks().AddCheck<FleetBreaker>("fleet").AddCheck<Leadership>("lease");
        return services;
    }

    public static void AddAutoscalerConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ScaleFleetConsumer>();
        bus.AddConsumer<WorkerReportedConsumer>();
        bus.AddConsumer<WorkerDrainedConsumer>();
        bus.AddConsumer<ReadFleetConsumer>();
    }
}
