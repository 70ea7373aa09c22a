namespace FaceRec.Bench.Simulator;

/// <summary>The three counts of an SQS queue.</summary>
public readonly record struct QueueLength(int Visible, int InFlight, int Delayed)
{
    public int All => Visible + InFlight + Delayed;
}
