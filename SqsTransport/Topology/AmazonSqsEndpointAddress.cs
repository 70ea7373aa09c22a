using System.Diagnostics;
using MassTransit.AmazonSqsTransport;

namespace MassTransit;

/// <summary>
/// The address of a queue or topic: <c>amazonsqs://region[/scope]/name?durable=false&amp;autodelete=true&amp;type=topic</c>,
/// <c>queue:name</c> or <c>topic:name</c>.
/// </summary>
[DebuggerDisplay("{" + nameof(DebuggerDisplay) + "}")]
public readonly struct AmazonSqsEndpointAddress
{
    /// <summary>What an address names.</summary>
    public enum AddressType
    {
        /// <summary>An SQS queue.</summary>
        Queue = 0,

        /// <summary>An SNS topic.</summary>
        Topic = 1
    }

    /// <summary>Always <see cref="AmazonSqsHostAddress.AmazonSqsScheme"/>.</summary>
    public readonly string Scheme;

    /// <summary>The region, or the host of an endpoint that is not AWS.</summary>
    public readonly string Host;

    /// <summary>The host's scope; "/" where there is none.</summary>
    public readonly string Scope;

    /// <summary>The queue's or topic's name.</summary>
    public readonly string Name;

    /// <summary>True for a queue that its owner deletes at stop: a reply queue.</summary>
    public readonly bool AutoDelete;

    /// <summary>False for a temporary queue.</summary>
    public readonly bool Durable;

    /// <summary>Queue or topic.</summary>
    public readonly AddressType Type;

    /// <summary>Reads an address; short ones (<c>queue:x</c>) are completed from the host's.</summary>
    public AmazonSqsEndpointAddress(Uri hostAddress, Uri address, AddressType type = AddressType.Queue)
    {
        var host = new AmazonSqsHostAddress(hostAddress);
        (Scheme, Host, Scope, Type) = (host.Scheme, host.Host, host.Scope, type);

        switch (address.Scheme.ToLowerInvariant())
        {
            case AmazonSqsHostAddress.AmazonSqsScheme:
                var path = address.AbsolutePath.Trim('/');
                var slash = path.LastIndexOf('/');
                Host = address.Host;
                Scope = slash < 0 ? "/" : path[..slash];
                Name = path[(slash + 1)..];
                break;

            case "queue":
                Name = address.AbsolutePath;
                break;

            case "topic":
                Name = Scope == "/" ? address.AbsolutePath : $"{Scope}_{address.AbsolutePath}";
                Type = AddressType.Topic;
                break;

            default:
                throw new ArgumentException($"The address scheme is not supported: {address.Scheme}", nameof(address));
        }

        Durable = true;
        foreach (var (key, value) in Query(address))
        {
            switch (key)
            {
                case "temporary" when bool.TryParse(value, out var temporary):
                    (AutoDelete, Durable) = (temporary, !temporary);
                    break;
                case "durable" when bool.TryParse(value, out var durable):
                    Durable = durable;
                    break;
                case "autodelete" when bool.TryParse(value, out var autoDelete):
                    AutoDelete = autoDelete;
                    break;
                case "type" when Enum.TryParse<AddressType>(value, true, out var addressType):
                    Type = addressType;
                    break;
            }
        }

        if (!(Type == AddressType.Topic ? QueueName.IsValidTopic(Name) : QueueName.IsValid(Name)))
            throw new ConfigurationException($"Not a valid SQS queue name: '{Name}'. {QueueName.Rule}");
    }

    /// <summary>Makes an address on a host.</summary>
    public AmazonSqsEndpointAddress(Uri hostAddress, string name, bool durable = true, bool autoDelete = false, AddressType type = AddressType.Queue)
    {
        var host = new AmazonSqsHostAddress(hostAddress);
        (Scheme, Host, Scope) = (host.Scheme, host.Host, host.Scope);
        (Name, Durable, AutoDelete, Type) = (name, durable, autoDelete, type);
    }

    /// <summary>The address as a URI.</summary>
    public static implicit operator Uri(in AmazonSqsEndpointAddress address)
    {
        var query = new List<string>(3);
        if (!address.Durable)
            query.Add("durable=false");
        if (address.AutoDelete)
            query.Add("autodelete=true");
        if (address.Type == AddressType.Topic)
            query.Add("type=topic");

        return new UriBuilder(address.Scheme, address.Host)
        {
            Path = address.Scope == "/" || address.Type == AddressType.Topic ? $"/{address.Name}" : $"/{address.Scope}/{address.Name}",
            Query = string.Join('&', query)
        }.Uri;
    }

    Uri DebuggerDisplay => this;

    static IEnumerable<(string Key, string Value)> Query(Uri address)
    {
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            yield return (parts[0].ToLowerInvariant(), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "true");
        }
    }
}
