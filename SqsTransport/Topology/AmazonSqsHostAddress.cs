using System.Diagnostics;

namespace MassTransit;

/// <summary>The address of a host: <c>amazonsqs://region[/scope]</c>.</summary>
[DebuggerDisplay("{" + nameof(DebuggerDisplay) + "}")]
public readonly struct AmazonSqsHostAddress
{
    /// <summary>The scheme of every address of this transport.</summary>
    public const string AmazonSqsScheme = "amazonsqs";

    /// <summary>Always <see cref="AmazonSqsScheme"/>.</summary>
    public readonly string Scheme;

    /// <summary>The region, or the host of an endpoint that is not AWS.</summary>
    public readonly string Host;

    /// <summary>What separates systems that share a region; "/" where there is none.</summary>
    public readonly string Scope;

    /// <summary>Reads an address.</summary>
    public AmazonSqsHostAddress(Uri address)
    {
        if (!string.Equals(address.Scheme, AmazonSqsScheme, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The address scheme is not supported: {address.Scheme}", nameof(address));

        Scheme = AmazonSqsScheme;
        Host = address.Host;
        Scope = Uri.UnescapeDataString(address.AbsolutePath).Trim('/') is { Length: > 0 } path ? path : "/";
    }

    /// <summary>Makes an address.</summary>
    public AmazonSqsHostAddress(string host, string? scope)
    {
        Scheme = AmazonSqsScheme;
        Host = host;
        Scope = string.IsNullOrEmpty(scope) ? "/" : scope;
    }

    /// <summary>The address as a URI.</summary>
    public static implicit operator Uri(in AmazonSqsHostAddress address)
        => new UriBuilder(address.Scheme, address.Host) { Path = address.Scope == "/" ? "/" : $"/{Uri.EscapeDataString(address.Scope)}" }.Uri;

    Uri DebuggerDisplay => this;
}
