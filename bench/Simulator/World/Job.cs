namespace FaceRec.Bench.Simulator;

/// <summary>One picture in the simulated system.</summary>
internal sealed class Job(Arrival arrival, double sentAt)
{
    public double SentAt => sentAt;
    public double ServiceSeconds => arrival.ServiceSeconds;
    public bool IsPoison => arrival.IsPoison;

    /// <summary>Attempts that have failed.</summary>
    public int Failures { get; set; }
}
