namespace MassTransit.AmazonSqsTransport;

sealed class SqsConsumeTopology() : ConsumeTopology(QueueName.MaxTemporaryLength);
