using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Events;
using Serilog.Filters;
using Serilog.Formatting.Compact;

namespace FaceRec.ServiceDefaults;

/// <summary>Serilog on standard output: one JSON object a line, or text for people where <c>LOG_FORMAT=text</c>.</summary>
internal static class Logging
{
    const string Text = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{RequestSuffix}{NewLine}{Exception}";

    public static void AddServiceLogging(this IServiceCollection services, IConfiguration configuration, string service) =>
        services.AddSerilog((provider, log) =>
        {
            log.MinimumLevel.Is(configuration.GetValue("LOG_LEVEL", LogEventLevel.Information))
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                .Filter.ByExcluding(line => IsStopDuringStart(line, provider))
                .Enrich.FromLogContext()
                .Enrich.With<RequestSuffix>()
                .Enrich.WithProperty("Service", service);
            if (string.Equals(configuration["LOG_FORMAT"], "text", StringComparison.OrdinalIgnoreCase))
                log.WriteTo.Console(outputTemplate: Text, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
            else
                log.WriteTo.Console(new RenderedCompactJsonFormatter());
        });

    // The host calls a start that was cancelled a failure, with a stack trace; ServiceRun says what it was.
    static bool IsStopDuringStart(LogEvent line, IServiceProvider services) =>
        line.Exception is OperationCanceledException && Matching.FromSource("Microsoft.Extensions.Hosting.Internal.Host")(line)
        && services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    /// <summary>Shows the request's id at the end of a line of text, and nothing where there is none.</summary>
    sealed class RequestSuffix : Serilog.Core.ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, Serilog.Core.ILogEventPropertyFactory propertyFactory)
        {
            if (RequestScope.Current is { } id)
                logEvent.AddPropertyIfAbsent(new LogEventProperty(nameof(RequestSuffix), new ScalarValue($" [{id}]")));
        }
    }
}
