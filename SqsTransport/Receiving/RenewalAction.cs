namespace MassTransit.AmazonSqsTransport;

enum RenewalAction
{
    /// <summary>Nothing is due.</summary>
    Wait,

    /// <summary>Keep it invisible for longer.</summary>
    Renew,

    /// <summary>It has been invisible for as long as it may be; it is lost when the present visibility ends.</summary>
    Stop,

    /// <summary>It is visible to others.</summary>
    Lost
}
