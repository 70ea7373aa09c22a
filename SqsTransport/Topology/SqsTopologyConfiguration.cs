using MassTransit.Configuration;
using MassTransit.Topology;

namespace MassTransit.AmazonSqsTransport;

/// <summary>The topologies of a bus, and of an endpoint, which shares all but the consume topology with its bus.</summary>
sealed class SqsTopologyConfiguration : ITopologyConfiguration
{
    readonly IConsumeTopologyConfigurator _consume = new SqsConsumeTopology();
    readonly IMessageTopologyConfigurator _message;

    public SqsTopologyConfiguration()
    {
        _message = new MessageTopology(new MessageNameFormatterEntityNameFormatter(new AmazonSqsMessageNameFormatter()));
        Send = new SendTopology();
        Send.ConnectSendTopologyConfigurationObserver(new DelegateSendTopologyConfigurationObserver(GlobalTopology.Send));
        Publish = new SqsPublishTopology(_message);
        Publish.ConnectPublishTopologyConfigurationObserver(new DelegatePublishTopologyConfigurationObserver(GlobalTopology.Publish));
        Publish.ConnectPublishTopologyConfigurationObserver(new PublishToSendTopologyConfigurationObserver(Send));
    }

    public SqsTopologyConfiguration(SqsTopologyConfiguration parent)
        => (_message, Send, Publish) = (parent._message, parent.Send, parent.Publish);

    public SendTopology Send { get; }
    public SqsPublishTopology Publish { get; }
    public IConsumeTopologyConfigurator Consume => _consume;

    IMessageTopologyConfigurator ITopologyConfiguration.Message => _message;
    ISendTopologyConfigurator ITopologyConfiguration.Send => Send;
    IPublishTopologyConfigurator ITopologyConfiguration.Publish => Publish;

    public IEnumerable<ValidationResult> Validate() => Send.Validate().Concat(Publish.Validate()).Concat(_consume.Validate());
}
