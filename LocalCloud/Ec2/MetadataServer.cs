using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>
/// The metadata service of one instance, at a loopback port of its own in place of 169.254.169.254. The instance finds it by
/// <c>AWS_EC2_METADATA_SERVICE_ENDPOINT</c>, as the AWS SDKs do.
/// </summary>
internal sealed class MetadataServer : IAsyncDisposable
{
    const string Root = "/latest/";
    const string TokenHeader = "X-aws-ec2-metadata-token";

    // Six hours, as EC2 says.
    const int MaxTokenSeconds = 21_600;

    readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    readonly Func<string, byte[]?> _read;
    readonly bool _needsToken;
    readonly TimeProvider _clock;
    readonly WebApplication _app;

    MetadataServer(Func<string, byte[]?> read, bool needsToken, TimeProvider clock)
    {
        _read = read;
        _needsToken = needsToken;
        _clock = clock;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Without a slash at the end, to which clients add their paths.</summary>
    public string Endpoint => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <param name="read">Gives what stands at a path below <c>/latest/</c>, or null.</param>
    /// <param name="needsToken">Refuses those who did not ask for a token first.</param>
    public static async Task<MetadataServer> StartAsync(Func<string, byte[]?> read, bool needsToken, TimeProvider clock)
    {
        var server = new MetadataServer(read, needsToken, clock);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (HttpMethods.IsPut(context.Request.Method) && path == Root + "api/token")
            return GiveTokenAsync(context);
        if (!HttpMethods.IsGet(context.Request.Method))
            return Refuse(context, StatusCodes.Status405MethodNotAllowed);
        if (!MayRead(context.Request.Headers[TokenHeader].ToString()))
            return Refuse(context, StatusCodes.Status401Unauthorized);
        if (!path.StartsWith(Root, StringComparison.Ordinal) || _read(path[Root.Length..]) is not { } found)
            return Refuse(context, StatusCodes.Status404NotFound);
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = found.Length;
        return context.Response.Body.WriteAsync(found, context.RequestAborted).AsTask();
    }

    Task GiveTokenAsync(HttpContext context)
    {
        // A request that a proxy passed on is one that somebody outside of the machine may have made.
        if (context.Request.Headers.ContainsKey("X-Forwarded-For"))
            return Refuse(context, StatusCodes.Status403Forbidden);
        var seconds = context.Request.Headers[TokenHeader + "-ttl-seconds"].ToString();
        if (!int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var ttl) || ttl is < 1 or > MaxTokenSeconds)
            return Refuse(context, StatusCodes.Status400BadRequest);
        var now = _clock.GetUtcNow();
        foreach (var (old, _) in _tokens.Where(pair => pair.Value <= now))
            _tokens.TryRemove(old, out _);
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(40));
        _tokens[token] = now.AddSeconds(ttl);
        context.Response.Headers[TokenHeader + "-ttl-seconds"] = seconds;
        return context.Response.WriteAsync(token, context.RequestAborted);
    }

    bool MayRead(string token) =>
        token.Length == 0 ? !_needsToken : _tokens.TryGetValue(token, out var end) && _clock.GetUtcNow() < end;

    static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
