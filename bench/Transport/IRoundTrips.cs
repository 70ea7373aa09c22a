namespace FaceRec.Bench.Transport;

/// <summary>One way to ask and be answered. Built anew for every round.</summary>
interface IRoundTrips : IAsyncDisposable
{
    /// <summary>Sends a request and returns when its answer is here.</summary>
    Task AskAsync(int number);
}
