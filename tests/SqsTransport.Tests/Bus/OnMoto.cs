namespace SqsTransport.Tests.Bus;

// The same behaviour on an SQS that is not of our making.
public sealed class RequestTestsOnMoto(MotoServer server) : RequestTests(server);

public sealed class FailureTestsOnMoto(MotoServer server) : FailureTests(server);

public sealed class PublishTestsOnMoto(MotoServer server) : PublishTests(server);

public sealed class SendTestsOnMoto(MotoServer server) : SendTests(server);

public sealed class ReceiveTestsOnMoto(MotoServer server) : ReceiveTests(server);

public sealed class ConnectionTestsOnMoto(MotoServer server) : ConnectionTests(server);
