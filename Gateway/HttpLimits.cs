using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>What the web server takes before any of our code sees it.</summary>
internal static class HttpLimits
{
    // Boundaries and part headers.
    const int FormOverhead = 64 * 1024;

    public static void Set(KestrelServerOptions kestrel, IOptions<GatewayOptions> options)
    {
        kestrel.AddServerHeader = false;
        // Two pictures at most; an import raises it for itself.
        kestrel.Limits.MaxRequestBodySize = 2L * options.Value.MaxFileSize + FormOverhead;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        // A client that sends a byte now and then holds a connection for ever; this ends it.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.Value.SlowestUpload, options.Value.SlowUploadGrace);
    }
}
