using FaceRec.Messages;
using MassTransit;

namespace FaceRec.Recognition.Work;

/// <summary>How long a message waited to be taken for the first time.</summary>
internal static class MessageWait
{
    // SQS keeps no message longer (AWS, "Amazon SQS quotas"): who sent one earlier has a clock that is wrong.
    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    /// <summary>Null where it says nothing about the queue: the message was taken, or given up, before.</summary>
    public static TimeSpan? Of(ConsumeContext context, DateTimeOffset takenAt)
    {
        var headers = context.ReceiveContext.TransportHeaders;
        if (context.ReceiveContext.Redelivered || context.GetRedeliveryCount() > 0 || headers.TryGetHeader(HeaderNames.Redelivery, out _))
            return null;
        // SQS's clock, where there is an SQS, is nearer to ours than that of some sender.
        var sentAt = headers.Get<DateTime>(MessageHeaders.TransportSentTime) ?? context.SentTime;
        return sentAt is { } sent ? Between(new DateTimeOffset(DateTime.SpecifyKind(sent, DateTimeKind.Utc)), takenAt) : null;
    }

    /// <summary>Clocks differ: what seems to be taken before it was sent has not waited, and what cannot be is not known.</summary>
    public static TimeSpan? Between(DateTimeOffset sentAt, DateTimeOffset takenAt) => (takenAt - sentAt) switch
    {
        var wait when wait > Retention => null,
        var wait when wait < TimeSpan.Zero => TimeSpan.Zero,
        var wait => wait,
    };
}
