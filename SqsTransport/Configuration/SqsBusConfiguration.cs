using MassTransit.Configuration;
using MassTransit.Observables;

namespace MassTransit.AmazonSqsTransport;

sealed class SqsBusConfiguration : SqsEndpointConfiguration, IBusConfiguration
{
    readonly BusObservable _observers = new();

    public SqsBusConfiguration()
        : base(new SqsTopologyConfiguration())
    {
        Host = new SqsHostConfiguration(this);
        BusEndpoint = CreateEndpointConfiguration(true);
    }

    public SqsHostConfiguration Host { get; }
    public SqsEndpointConfiguration BusEndpoint { get; }

    IHostConfiguration IBusConfiguration.HostConfiguration => Host;
    IEndpointConfiguration IBusConfiguration.BusEndpointConfiguration => BusEndpoint;
    IBusObserver IBusConfiguration.BusObservers => _observers;

    public ConnectHandle ConnectBusObserver(IBusObserver observer) => _observers.Connect(observer);

    public ConnectHandle ConnectEndpointConfigurationObserver(IEndpointConfigurationObserver observer)
        => Host.ConnectEndpointConfigurationObserver(observer);
}
