using Amazon.EC2;
using FaceRec.Autoscaler;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Options;

ServiceBuilder.LoadDotEnv();
var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults("autoscaler", new Dictionary<string, (string, SettingUnit)>
{
    ["CHECK_INTERVAL"] = ("Autoscaler:CheckInterval", SettingUnit.Seconds),
    ["MAX_INSTANCES"] = ("Autoscaler:MaxInstances", SettingUnit.Plain),
    ["MAX_RETRIES"] = ("Ec2:MaxRetries", SettingUnit.Plain),
    ["RETRY_DELAY"] = ("Ec2:RetryDelay", SettingUnit.Seconds),
});

builder.Services.AddOptions<AutoscalerOptions>().BindConfiguration("Autoscaler").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<FleetOptions>().BindConfiguration("Fleet").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<BreakerOptions>().BindConfiguration("Ec2").ValidateDataAnnotations().ValidateOnStart();

builder.Services.AddSingleton<IAmazonEC2>(services => new AmazonEC2Client(services.GetRequiredService<IOptions<InstallationOptions>>().Value.Ec2Config()));
builder.Services.AddSingleton<Ec2Fleet>();
builder.Services.AddSingleton<FleetBreaker>();
builder.Services.AddSingleton<FleetTally>();
builder.Services.AddSingleton<WorkerDirectory>();
builder.Services.AddSingleton<ScalingMemory>();
builder.Services.AddScoped<FleetCommands>();
builder.Services.AddHealthChecks().AddCheck<FleetBreaker>("fleet");
builder.Services.AddHostedService<QueueSampler>();
builder.Services.AddSqsBus(
    bus => bus.AddConsumers(typeof(ScaleFleetConsumer).Assembly),
    (context, sqs, queues) => sqs.ReceiveEndpoint(queues.Autoscaler, endpoint =>
    {
        // One decision at a time, from what the one before it left.
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.ConfigureConsumers(context);
    }));

await builder.Build().RunAsync();
