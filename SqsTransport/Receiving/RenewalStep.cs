namespace MassTransit.AmazonSqsTransport;

/// <summary>What to do now about a message's visibility.</summary>
readonly record struct RenewalStep(RenewalAction Action, int Seconds = 0)
{
    public static RenewalStep Wait => new(RenewalAction.Wait);
    public static RenewalStep Stop => new(RenewalAction.Stop);
    public static RenewalStep Lost => new(RenewalAction.Lost);
    public static RenewalStep Renew(int seconds) => new(RenewalAction.Renew, seconds);
}
