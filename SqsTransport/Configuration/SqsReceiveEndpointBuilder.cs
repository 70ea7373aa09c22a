using MassTransit.Configuration;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsReceiveEndpointBuilder(IReceiveEndpointConfiguration configuration) : ReceiveEndpointBuilder(configuration);
