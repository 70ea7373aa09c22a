namespace FaceRec.LocalCloud;

/// <summary>Something that goes wrong on purpose.</summary>
public sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>"sqs", "s3", "ec2" or "sts"; "*" is all of them.</summary>
    public string Service { get; init; } = "*";

    /// <summary>An action by AWS's name for it, such as "SendMessage", "PutObject" or "RunInstances"; <c>*</c> stands for any characters.</summary>
    public string Action { get; init; } = "*";

    /// <summary>The part of the matching requests that it happens to.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How many requests it happens to before it is over; null never ends by itself.</summary>
    public int? Count { get; init; }

    /// <summary>How long <see cref="FaultKind.Delay"/> and <see cref="FaultKind.LateAnswer"/> take.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);
}
