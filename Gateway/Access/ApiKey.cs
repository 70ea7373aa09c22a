namespace FaceRec.Gateway;

/// <summary>An API key as it is kept: enough to know it again, not enough to use it.</summary>
internal sealed record ApiKey
{
    /// <summary>The part of the key that is no secret; log lines and lists name the key by it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is, for people.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret part, in hex. The secret has 256 random bits, so a slow hash would add nothing.</summary>
    public required string SecretHash { get; init; }

    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The collections it is for; empty means all.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>Requests a second in place of <see cref="GatewayOptions.RequestsPerSecond"/>.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Requests at once in place of <see cref="GatewayOptions.ConcurrentRequests"/>.</summary>
    public int? ConcurrentRequests { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
