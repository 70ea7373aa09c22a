using FaceRec.Autoscaler;
using FaceRec.ServiceDefaults;

ServiceBuilder.LoadDotEnv();
var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults("autoscaler", new Dictionary<string, (string, SettingUnit)>
{
    ["CHECK_INTERVAL"] = ("Autoscaler:CheckInterval", SettingUnit.Seconds),
    ["MAX_INSTANCES"] = ("Autoscaler:MaxInstances", SettingUnit.Plain),
    ["METRICS_PORT"] = ("Metrics:Port", SettingUnit.Plain),
    ["MAX_RETRIES"] = ("Ec2:MaxRetries", SettingUnit.Plain),
    ["RETRY_DELAY"] = ("Ec2:RetryDelay", SettingUnit.Seconds),
});
builder.Services.AddAutoscaler();
// The leader alone listens: Leadership connects the endpoint.
builder.Services.AddSqsBus(bus => bus.AddAutoscalerConsumers(), (_, _, _) => { });
// After MassTransit, so that they stop before it.
builder.Services.AddHostedService(services => services.GetRequiredService<Leadership>());
builder.Services.AddHostedService<QueueSampler>();
builder.Services.AddHostedService<MetricsServer>();

return await builder.Build().RunServiceAsync();
