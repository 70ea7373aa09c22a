using MassTransit.Configuration;

namespace MassTransit.AmazonSqsTransport;

class SqsEndpointConfiguration : EndpointConfiguration
{
    protected SqsEndpointConfiguration(SqsTopologyConfiguration topology)
        : base(topology) => SqsTopology = topology;

    SqsEndpointConfiguration(IEndpointConfiguration parent, SqsTopologyConfiguration topology, bool isBusEndpoint)
        : base(parent, topology, isBusEndpoint) => SqsTopology = topology;

    public SqsTopologyConfiguration SqsTopology { get; }

    public SqsEndpointConfiguration CreateEndpointConfiguration(bool isBusEndpoint = false)
        => new(this, new SqsTopologyConfiguration(SqsTopology), isBusEndpoint);
}
