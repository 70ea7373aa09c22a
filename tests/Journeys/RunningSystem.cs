using Xunit.v3;

// One at a time but for those that mostly wait: each starts a whole system.
[assembly: Parallelization(MaxThreads = 2)]

namespace FaceRec.Journeys;

/// <summary>One system with the settings that a newcomer gets, started once for all journeys that leave it as it was.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    public LaunchedSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() => System = await LaunchedSystem.StartAsync(new Dictionary<string, string>());

    public ValueTask DisposeAsync() => System.DisposeAsync();
}
