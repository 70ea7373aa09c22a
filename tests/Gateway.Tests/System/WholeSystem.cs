using FaceRec.LocalCloud;

[assembly: AssemblyFixture(typeof(FaceRec.Gateway.Tests.WholeSystem))]

namespace FaceRec.Gateway.Tests;

/// <summary>A local AWS, two Gateways and a real worker, started once for all tests. Tests keep apart by collection.</summary>
public sealed class WholeSystem : IAsyncLifetime
{
    public const string Id = "whole";

    WorkerProcess? _worker;

    public LocalAws Aws { get; private set; } = null!;
    public TestGateway Gateway { get; private set; } = null!;
    public HttpClient Http => Gateway.Http;

    /// <summary>A second Gateway of the same installation.</summary>
    public TestGateway Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Aws = await LocalAws.StartAsync();
        string[] settings = ["Gateway:RequestTimeout=00:02:00"];
        Gateway = await TestGateway.StartAsync(Aws, Id, settings);
        Other = await TestGateway.StartAsync(Aws, Id, settings);
        _worker = await WorkerProcess.StartAsync(Aws, Id);
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.DisposeAsync();
        await Other.DisposeAsync();
        await Gateway.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
