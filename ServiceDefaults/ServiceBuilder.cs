using Amazon.S3;
using Amazon.SQS;
using FaceRec.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FaceRec.ServiceDefaults;

/// <summary>The first lines of every service's <c>Program.cs</c>.</summary>
public static class ServiceBuilder
{
    /// <summary>Reads <c>.env</c> into the environment; call it before the host's builder is made, which reads the environment.</summary>
    public static void LoadDotEnv() => DotEnvFile.Load(Directory.GetCurrentDirectory());

    /// <summary>Adds configuration, logging, AWS clients, the names of queues and buckets, and the watch over standard input.</summary>
    /// <param name="builder">The service's host builder.</param>
    /// <param name="service">The service's name in the logs.</param>
    /// <param name="names">The short names of settings that this service understands, and the options they set.</param>
    public static void AddServiceDefaults(this IHostApplicationBuilder builder, string service,
        IReadOnlyDictionary<string, (string Option, SettingUnit Unit)> names)
    {
        builder.Configuration.AddSettingNames(names);
        builder.Services.AddServiceLogging(builder.Configuration, service);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(40));

        builder.Services.AddOptions<InstallationOptions>()
            .Configure<IConfiguration>(BindInstallation)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton(services => new Queues(Installation(services).Id));
        builder.Services.AddSingleton(services => new Buckets(Installation(services).Id));
        builder.Services.AddSingleton<IAmazonSQS>(services => new AmazonSQSClient(Installation(services).SqsConfig()));
        builder.Services.AddSingleton<IAmazonS3>(services => new AmazonS3Client(Installation(services).S3Config()));

        builder.Services.AddHealthChecks();
        builder.Services.AddOptions<HealthWatchOptions>().BindConfiguration("HealthWatch").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<HealthWatch>();
        if (builder.Configuration.GetValue<bool>("STOP_WHEN_INPUT_ENDS"))
            builder.Services.AddSingleton<IHostLifetime, SupervisedLifetime>();
    }

    static void BindInstallation(InstallationOptions options, IConfiguration configuration)
    {
        configuration.GetSection("Installation").Bind(options);
        options.Id = configuration["ID"] ?? options.Id;
        options.Region = configuration["AWS_REGION"] ?? options.Region;
        if (configuration["AWS_ENDPOINT_URL"] is { Length: > 0 } url)
            options.ServiceUrl = Uri.TryCreate(url, UriKind.Absolute, out var address)
                ? address
                : throw new OptionsValidationException(nameof(InstallationOptions), typeof(InstallationOptions),
                    [$"AWS_ENDPOINT_URL is '{url}', but must be an absolute address such as http://127.0.0.1:4566."]);
    }

    static InstallationOptions Installation(IServiceProvider services) => services.GetRequiredService<IOptions<InstallationOptions>>().Value;
}
