using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>Lets pages of other origins call the API, where <see cref="GatewayOptions.CorsOrigins"/> names them. By default it names none, and no CORS header is ever sent.</summary>
internal static class CrossOrigin
{
    // Those a page could not read otherwise (Fetch standard, CORS-safelisted response-header names).
    static readonly string[] Readable = ["Location", "Retry-After", "Preference-Applied", IdempotentRequests.ReplayedHeader, ServiceDefaults.RequestScope.Header, "WWW-Authenticate"];

    public static void AddCrossOrigin(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<GatewayOptions>>((cors, gateway) =>
            cors.AddDefaultPolicy(policy => policy.WithOrigins(gateway.Value.CorsOrigins).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(Readable)));
    }

    public static void UseCrossOrigin(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.CorsOrigins is { Length: > 0 })
            app.UseCors();
    }
}
