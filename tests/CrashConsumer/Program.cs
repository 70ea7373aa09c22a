using Amazon.Runtime;
using Amazon.SQS;
using CrashConsumer;
using MassTransit;
using Microsoft.Extensions.Hosting;

// Prints the number of every message that it has handled. It is killed at any moment, and what it printed stays.
var (endpoint, queue, prefetch) = (args[0], args[1], int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
var output = Console.OpenStandardOutput();
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
builder.Services.AddMassTransit(registration => registration.UsingAmazonSqs((_, bus) =>
{
    bus.Host("us-east-1", host =>
    {
        host.Credentials(new BasicAWSCredentials("test", "test"));
        host.Config(new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = "us-east-1" });
    });
    bus.ReceiveEndpoint(queue, (IAmazonSqsReceiveEndpointConfigurator receive) =>
    {
        receive.PrefetchCount = prefetch;
        receive.MaxVisibilityTimeoutRenewal = 5;
        receive.Handler<Numbered>(context =>
        {
            // One write a line, past every buffer of the process: a line that was written is handled, whatever happens next.
            output.Write(System.Text.Encoding.ASCII.GetBytes($"{context.Message.Number}\n"));
            return Task.CompletedTask;
        });
    });
}));
await builder.Build().RunAsync();
