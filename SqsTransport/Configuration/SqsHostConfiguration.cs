using System.Collections.Concurrent;
using MassTransit.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SqsTransport;

namespace MassTransit.AmazonSqsTransport;

/// <summary>What all endpoints of a bus share: settings, topology, and the connection of the present start.</summary>
sealed class SqsHostConfiguration : BaseHostConfiguration<SqsReceiveEndpointConfiguration, IAmazonSqsReceiveEndpointConfigurator>
{
    readonly SqsBusConfiguration _bus;
    readonly SqsBusTopology _busTopology;
    readonly Lock _lock = new();
    SqsConnection? _connection;

    public SqsHostConfiguration(SqsBusConfiguration bus)
        : base(bus)
    {
        _bus = bus;
        _busTopology = new SqsBusTopology(this, bus.SqsTopology);
    }

    public AmazonSqsHostSettings Settings { get; set; } = new("us-east-1");
    public SqsTransportOptions Options { get; } = new();
    public PublishRoutes Routes { get; } = new();

    /// <summary>The queues that this bus receives from.</summary>
    public ConcurrentDictionary<string, QueueDeclaration> Endpoints { get; } = new(StringComparer.Ordinal);

    public TimeProvider Clock { get; set; } = TimeProvider.System;
    public ILogger Logger => ReceiveLogContext?.Logger ?? NullLogger.Instance;

    public override Uri HostAddress => Settings.HostAddress;
    public override IBusTopology Topology => _busTopology;

    // The receive transport waits by its own rule, RetryDelay; MassTransit asks for a policy all the same.
    public override IRetryPolicy ReceiveTransportRetryPolicy { get; } = Retry.None;

    /// <summary>One connection per start of the bus; a stopped one is replaced when the bus starts, or sends, again.</summary>
    public SqsConnection Connection
    {
        get
        {
            lock (_lock)
                return _connection is null || _connection.Stopping.IsCancellationRequested ? _connection = new SqsConnection(this) : _connection;
        }
    }

    public override IEnumerable<ValidationResult> Validate()
    {
        foreach (var problem in Routes.Problems(MessageTypeCache.GetMessageTypes))
            yield return this.Failure("Publish", problem);
        if (Options.RedriveAfterReceives is < 0 or > 1000)
            yield return this.Failure(nameof(SqsTransportOptions.RedriveAfterReceives), "must be 0 to 1000, which is what SQS allows");
        if (Options.ReplyQueueHeartbeat < TimeSpan.FromSeconds(1))
            yield return this.Failure(nameof(SqsTransportOptions.ReplyQueueHeartbeat), "must be a second or more");
        foreach (var result in base.Validate())
            yield return result;
    }

    public SqsReceiveEndpointConfiguration CreateEndpoint(SqsReceiveSettings settings, SqsEndpointConfiguration endpoint,
        Action<IAmazonSqsReceiveEndpointConfigurator>? configure)
    {
        var configuration = new SqsReceiveEndpointConfiguration(this, settings, endpoint);
        configure?.Invoke(configuration);
        Observers.EndpointConfigured(configuration);
        Add(configuration);
        return configuration;
    }

    public SqsReceiveEndpointConfiguration CreateEndpoint(string queueName, Action<IAmazonSqsReceiveEndpointConfigurator>? configure)
        => CreateEndpoint(new SqsReceiveSettings(queueName), _bus.CreateEndpointConfiguration(), configure);

    public void ApplyDefinition(IAmazonSqsReceiveEndpointConfigurator configurator, IEndpointDefinition definition)
    {
        if (definition.IsTemporary)
        {
            configurator.AutoDelete = true;
            configurator.Durable = false;
        }

        ApplyEndpointDefinition(configurator, definition);
    }

    public override IReceiveEndpointConfiguration CreateReceiveEndpointConfiguration(string queueName, Action<IReceiveEndpointConfigurator>? configure)
        => CreateEndpoint(queueName, configure);

    public override void ReceiveEndpoint(IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter,
        Action<IAmazonSqsReceiveEndpointConfigurator>? configureEndpoint = null)
        => CreateEndpoint(definition.GetEndpointName(endpointNameFormatter ?? DefaultEndpointNameFormatter.Instance), endpoint =>
        {
            ApplyDefinition(endpoint, definition);
            configureEndpoint?.Invoke(endpoint);
        });

    public override void ReceiveEndpoint(string queueName, Action<IAmazonSqsReceiveEndpointConfigurator> configureEndpoint)
        => CreateEndpoint(queueName, configureEndpoint);

    public override IHost Build()
    {
        var host = new SqsHost(this, _busTopology);
        foreach (var endpoint in GetConfiguredEndpoints())
            endpoint.Build(host);
        return host;
    }
}
