using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FaceRec.LocalCloud.Launcher;

/// <summary>Ports on 127.0.0.1.</summary>
internal static class LoopbackPort
{
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <returns>Whether the port became free in time.</returns>
    public static async Task<bool> WaitUntilFreeAsync(int port, TimeSpan patience, Action waiting, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Step);
        for (var told = false; !IsFree(port); told = true)
        {
            if (watch.Elapsed > patience)
                return false;
            if (!told)
                waiting();
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return true;
    }

    static bool IsFree(int port)
    {
        try
        {
            // As Kestrel binds it, so that connections of the earlier run that are closing do not count.
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
