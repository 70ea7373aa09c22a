using MassTransit.Configuration;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsReceiveEndpointConfiguration : ReceiveEndpointConfiguration, IAmazonSqsReceiveEndpointConfigurator
{
    readonly SqsHostConfiguration _host;
    readonly Lazy<Uri> _inputAddress;
    readonly SqsReceiveSettings _settings;

    public SqsReceiveEndpointConfiguration(SqsHostConfiguration host, SqsReceiveSettings settings, SqsEndpointConfiguration endpoint)
        : base(host, endpoint)
    {
        (_host, _settings) = (host, settings);
        _inputAddress = new Lazy<Uri>(() => new AmazonSqsEndpointAddress(host.HostAddress, settings.QueueName, settings.Durable, settings.AutoDelete));
    }

    public override Uri HostAddress => _host.HostAddress;
    public override Uri InputAddress => _inputAddress.Value;

    public bool Durable
    {
        set
        {
            _settings.Durable = value;
            Changed(nameof(Durable));
        }
    }

    public bool AutoDelete
    {
        set
        {
            _settings.AutoDelete = value;
            Changed(nameof(AutoDelete));
        }
    }

    public ushort WaitTimeSeconds { set => _settings.WaitTimeSeconds = value; }
    public bool PurgeOnStartup { set => _settings.PurgeOnStartup = value; }
    public int RedeliverVisibilityTimeout { set => _settings.RedeliverVisibilitySeconds = value; }
    public int ConcurrentDeliveryLimit { set => _settings.ConcurrentPerGroup = value; }
    public TimeSpan MaxVisibilityTimeout { set => _settings.MaxVisibility = value; }
    public int MaxVisibilityTimeoutRenewal { set => _settings.RenewalVisibility = TimeSpan.FromSeconds(value); }
    public IDictionary<string, object> QueueAttributes => _settings.Attributes;
    public IDictionary<string, string> QueueTags => _settings.Tags;

    public void DisableMessageOrdering() => _settings.Ordered = false;

    public override ReceiveEndpointContext CreateReceiveEndpointContext() => CreateContext().Context;

    public void Build(IHost host)
    {
        var (context, error) = CreateContext();
        var endpoint = new ReceiveEndpoint(new SqsReceiveTransport(_host, context, _settings, error), context);
        host.AddReceiveEndpoint(_settings.QueueName, endpoint);
        ReceiveEndpoint = endpoint;
    }

    public override IEnumerable<ValidationResult> Validate()
    {
        if (!QueueName.IsValid(_settings.QueueName))
            yield return this.Failure(_settings.QueueName, "is not a valid SQS queue name. " + QueueName.Rule);
        if (PrefetchCount <= 0)
            yield return this.Failure(_settings.QueueName, nameof(PrefetchCount), "must be 1 or more");
        if (_settings.WaitTimeSeconds > SqsLimits.MaxWaitSeconds)
            yield return this.Failure(_settings.QueueName, nameof(WaitTimeSeconds), "must be 0 to 20, which is what SQS allows");
        if (_settings.ConcurrentPerGroup < 1)
            yield return this.Failure(_settings.QueueName, nameof(ConcurrentDeliveryLimit), "must be 1 or more");
        if (_settings.RedeliverVisibilitySeconds is < 0 or > SqsLimits.MaxVisibilitySeconds)
            yield return this.Failure(_settings.QueueName, nameof(RedeliverVisibilityTimeout), "must be 0 to 43,200, which is what SQS allows");
        if (_settings.RenewalVisibility < TimeSpan.FromSeconds(1) || _settings.RenewalVisibility > SqsLimits.MaxVisibility)
            yield return this.Failure(_settings.QueueName, nameof(MaxVisibilityTimeoutRenewal), "must be 1 to 43,200, which is what SQS allows");
        if (_settings.PurgeOnStartup)
            yield return this.Warning(_settings.QueueName, "Messages in the queue are purged when the service starts");

        foreach (var result in base.Validate())
            yield return result.WithParentKey(_settings.QueueName);
    }

    protected override bool IsAlreadyConfigured() => _inputAddress.IsValueCreated || base.IsAlreadyConfigured();

    (SqsReceiveEndpointContext Context, QueueDeclaration Error) CreateContext()
    {
        ApplySpecifications(new SqsReceiveEndpointBuilder(this));
        var context = new SqsReceiveEndpointContext(_host, this);
        context.GetOrAddPayload(() => _host.Topology);

        var error = _settings.Companion(Topology.Send.ErrorQueueNameFormatter.FormatErrorQueueName);
        var skipped = _settings.Companion(Topology.Send.DeadLetterQueueNameFormatter.FormatDeadLetterQueueName);
        var move = new SqsMoveTransport(_host, error, skipped);
        context.GetOrAddPayload<IErrorTransport>(() => move);
        context.GetOrAddPayload<IDeadLetterTransport>(() => move);
        return (context, error);
    }
}
