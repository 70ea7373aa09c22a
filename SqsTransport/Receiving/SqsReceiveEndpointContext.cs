using MassTransit.Configuration;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsReceiveEndpointContext(SqsHostConfiguration host, IReceiveEndpointConfiguration configuration)
    : BaseReceiveEndpointContext(host, configuration)
{
    // A connection has no agents to supervise: SQS is plain HTTP.
    public override void AddSendAgent(IAgent agent) => throw new NotSupportedException();
    public override void AddConsumeAgent(IAgent agent) => throw new NotSupportedException();

    public override Exception ConvertException(Exception exception, string message)
        => new AmazonSqsTransportException(InputAddress, $"{message}{exception.Message}", exception);

    protected override ISendTransportProvider CreateSendTransportProvider() => new SqsTransportProvider(host, this);
    protected override IPublishTransportProvider CreatePublishTransportProvider() => new SqsTransportProvider(host, this);
}
