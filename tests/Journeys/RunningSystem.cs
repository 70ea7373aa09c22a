using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.None)]

namespace FaceRec.Journeys;

/// <summary>One system with the settings that a newcomer gets, started once for all journeys that leave it as it was.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    public LaunchedSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() => System = await LaunchedSystem.StartAsync(new Dictionary<string, string>());

    public ValueTask DisposeAsync() => System.DisposeAsync();
}
