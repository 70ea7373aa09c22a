namespace FaceRec.Gateway.Tests;

/// <summary>A Gateway and a worker whose quality gate lets almost nobody pass.</summary>
public sealed class StrictSystem(WholeSystem system) : IAsyncLifetime
{
    const string Id = "strict";

    WorkerProcess? _worker;

    public TestGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await TestGateway.StartAsync(system.Aws, Id);
        _worker = await WorkerProcess.StartAsync(system.Aws, Id,
            ("Recognition__Enrollment__LeastHeight", "100"), ("Recognition__Enrollment__LeastSharpness", "50"), ("Recognition__Enrollment__MostYaw", "1"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
