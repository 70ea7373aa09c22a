namespace MassTransit.AmazonSqsTransport;

/// <summary>When a message that is being consumed is kept invisible for longer, and when no more.</summary>
static class VisibilityRenewal
{
    /// <summary>A renewal is due when this part of the visibility has passed: what is left is room for a slow or repeated request.</summary>
    const double DuePart = 0.6;

    public static DateTimeOffset DueAt(DateTimeOffset grantedAt, TimeSpan visibility) => grantedAt + (visibility * DuePart);

    /// <summary>How often to look for messages that are due: often enough for the shortest visibility, seldom enough to gather batches.</summary>
    public static TimeSpan LookEvery(TimeSpan visibility)
        => TimeSpan.FromSeconds(Math.Clamp(visibility.TotalSeconds / 10, 0.2, 5));

    /// <param name="now">The time.</param>
    /// <param name="receivedAt">When the message was received.</param>
    /// <param name="visibleAt">When it becomes visible to others.</param>
    /// <param name="dueAt">When it is to be renewed.</param>
    /// <param name="renewal">How long one renewal keeps it invisible.</param>
    /// <param name="longest">How long it is kept invisible in all.</param>
    public static RenewalStep Decide(DateTimeOffset now, DateTimeOffset receivedAt, DateTimeOffset visibleAt, DateTimeOffset dueAt,
        TimeSpan renewal, TimeSpan longest)
    {
        if (now >= visibleAt)
            return RenewalStep.Lost;
        if (now < dueAt)
            return RenewalStep.Wait;

        // SQS counts whole seconds, and refuses what reaches past 12 hours from the receipt.
        var seconds = (int)Math.Min(renewal.TotalSeconds, Math.Floor((receivedAt + longest - now).TotalSeconds));
        return seconds < 1 || now + TimeSpan.FromSeconds(seconds) <= visibleAt ? RenewalStep.Stop : RenewalStep.Renew(seconds);
    }
}
