using FaceRec.LocalCloud;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRec.Gateway.Tests;

/// <summary>The Gateway as it is shipped, on a port of its own, in this process.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    readonly WebApplication _app;

    TestGateway(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
        // Another Gateway's cookies and connections are none of our business; and who asks before sending a body waits for the answer.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        Http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };
    }

    public Uri Address { get; }
    public HttpClient Http { get; }
    public IServiceProvider Services => _app.Services;

    /// <param name="aws">Its AWS.</param>
    /// <param name="id">The installation: its queues and buckets are apart from those of others.</param>
    /// <param name="settings">More settings, as on the command line: <c>Gateway:RequestTimeout=00:00:05</c>.</param>
    public static async Task<TestGateway> StartAsync(LocalAws aws, string id, params string[] settings)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        await TestBuckets.CreateAsync(aws, id);
        string[] all =
        [
            "ASPNETCORE_ENVIRONMENT=Production", "urls=http://127.0.0.1:0", "LOG_LEVEL=Fatal", $"ID={id}", $"AWS_ENDPOINT_URL={aws.Endpoint}",
            "Gateway:AllowAnonymous=true", .. settings,
        ];
        var app = GatewayApp.Build([.. all.Select(setting => $"--{setting}")]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new TestGateway(app, new Uri(address));
    }

    /// <summary>Sends a request that no worker answers; while it waits, does something else. Then the client gives up.</summary>
    internal async Task<T> WhileWaitingAsync<T>(Func<CancellationToken, Task> wait, Func<Task<T>> meanwhile)
    {
        var room = Services.GetRequiredService<WaitingRoom>();
        using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var waiting = wait(givingUp.Token);
        await Eventually.TrueAsync(() => waiting.IsCompleted || room.Waiting > 0);
        var result = await meanwhile();
        await givingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
