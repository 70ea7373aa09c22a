using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace FaceRec.Gateway.Tests;

/// <summary>In place of another service, where what the Gateway does is in question: answers over the real transport.</summary>
internal static class StandIn
{
    /// <param name="aws">The AWS of the installation.</param>
    /// <param name="id">The installation.</param>
    /// <param name="queue">The queue of the service that it stands in for.</param>
    public static async Task<IHost> StartAsync<TConsumer>(Uri aws, string id, Func<Queues, string> queue) where TConsumer : class, IConsumer
    {
        var builder = Host.CreateApplicationBuilder([$"--ID={id}", $"--AWS_ENDPOINT_URL={aws}", "--LOG_LEVEL=Fatal"]);
        builder.AddServiceDefaults("stand-in", new Dictionary<string, (string, SettingUnit)>());
        builder.Services.AddSqsBus(bus => bus.AddConsumer<TConsumer>(), (context, sqs, queues) => sqs.ReceiveEndpoint(queue(queues), endpoint =>
        {
            endpoint.PrefetchCount = 100;
            endpoint.ConcurrentMessageLimit = 100;
            endpoint.ConfigureConsumer<TConsumer>(context);
        }));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
