namespace MassTransit;

/// <summary>The host's settings as options, for configuration files. What the bus's own configuration says wins.</summary>
public class AmazonSqsTransportOptions
{
    /// <summary>The region; empty ignores these options.</summary>
    public string? Region { get; set; }

    /// <summary>The scope of the bus's addresses.</summary>
    public string? Scope { get; set; }

    /// <summary>The access key; without it and <see cref="SecretKey"/> the SDK finds the credentials.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret key.</summary>
    public string? SecretKey { get; set; }
}
