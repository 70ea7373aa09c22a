namespace SqsTransport.Tests;

/// <summary>SQS as others have written it: moto's, where its <c>moto_server</c> is installed.</summary>
public sealed class MotoServer : SqsServer
{
    private MotoProcess? _process;

    // It handles one request at a time, in Python.
    public override int Many => 60;

    protected override async Task<(Uri? Endpoint, string? Absence)> StartAsync()
    {
        _process = await MotoProcess.StartAsync();
        return _process is null ? (null, MotoProcess.Absence) : (_process.Endpoint, null);
    }

    protected override Task StopAsync() => _process?.DisposeAsync().AsTask() ?? Task.CompletedTask;
}
