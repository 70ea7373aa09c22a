using MassTransit.Configuration;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsBusTopology(SqsHostConfiguration host, ITopologyConfiguration topology) : BusTopology(host, topology);
