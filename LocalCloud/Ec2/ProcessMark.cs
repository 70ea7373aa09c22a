using System.Diagnostics;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>Tells one process from all others, also from a later one that the system gives the same number.</summary>
internal sealed record ProcessMark(int Id, DateTimeOffset StartedAt)
{
    // Start times are computed from the time of boot, which adjustments of the clock move.
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>Ends the process where it still runs.</summary>
    public void Kill()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            if ((process.StartTime.ToUniversalTime() - StartedAt).Duration() < Tolerance)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended, or its number belongs to somebody else's process now.
        }
    }
}
