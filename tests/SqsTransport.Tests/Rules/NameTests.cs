using Amazon.SQS.Model;
using MassTransit;
using MassTransit.AmazonSqsTransport;

namespace SqsTransport.Tests.Rules;

public sealed class NameTests
{
    private static readonly Uri Host = new("amazonsqs://us-east-1/scope");

    [Theory]
    [InlineData("queue:x", "amazonsqs://us-east-1/scope/x")]
    [InlineData("queue:x?temporary=true", "amazonsqs://us-east-1/scope/x?durable=false&autodelete=true")]
    [InlineData("amazonsqs://eu-west-1/other/x?durable=false", "amazonsqs://eu-west-1/other/x?durable=false")]
    [InlineData("amazonsqs://eu-west-1/x.fifo", "amazonsqs://eu-west-1/x.fifo")]
    [InlineData("topic:x", "amazonsqs://us-east-1/scope_x?type=topic")]
    public void Addresses(string address, string expected)
        => Assert.Equal(expected, ((Uri)new AmazonSqsEndpointAddress(Host, new Uri(address))).ToString());

    [Theory]
    [InlineData("queue:not.allowed")]
    [InlineData("queue:")]
    [InlineData("queue:a23456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public void Addresses_that_name_no_queue(string address)
        => Assert.Throws<ConfigurationException>(() => new AmazonSqsEndpointAddress(Host, new Uri(address)));

    [Theory]
    [InlineData("x", "x_error")]
    [InlineData("x.fifo", "x_error.fifo")]
    public void Error_queues(string name, string expected) => Assert.Equal(expected, QueueName.Suffixed(name, x => x + "_error"));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\0b\u0001c", "a?b?c")]
    [InlineData("tab\tline\nreturn\r", "tab\tline\nreturn\r")]
    [InlineData("\ud83d\ude00 whole", "\ud83d\ude00 whole")]
    [InlineData("\ufffe\uffff", "??")]
    public void Attribute_values(string text, string clean) => Assert.Equal(clean, AttributeText.Clean(text));

    [Fact]
    public void Halves_of_surrogate_pairs_are_replaced()
    {
        Assert.Equal("half ?", AttributeText.Clean("half \ud83d"));
        Assert.Equal("? half", AttributeText.Clean("\ude00 half"));
    }

    [Theory]
    [InlineData("Content-Type", true)]
    [InlineData("a.b_c-d", true)]
    [InlineData("", false)]
    [InlineData(".a", false)]
    [InlineData("a..b", false)]
    [InlineData("AWS.trace", false)]
    [InlineData("with space", false)]
    public void Attribute_names(string name, bool allowed) => Assert.Equal(allowed, AttributeText.IsName(name));

    [Fact]
    public void Ten_attributes_are_kept_the_important_ones_first()
    {
        var attributes = Enumerable.Range(0, 15).ToDictionary(i => $"h{i}", i => new MessageAttributeValue { StringValue = $"{i}" });
        attributes["last"] = new MessageAttributeValue();

        MessageAttributes.Limit(attributes, ["last"]);

        Assert.Equal(10, attributes.Count);
        Assert.Contains("last", attributes.Keys);
    }

    [Theory]
    [InlineData("machine_process_bus_ebeyyyd1jqoof7tabdxw1im38x", true)]
    [InlineData("http://127.0.0.1:1/000000000000/m_p_endpoint_ebeyyyd1jqoof7tabdxw1im38x", true)]
    [InlineData("orders_bus_north", false)]
    [InlineData("recognition", false)]
    public void Temporary_names(string name, bool temporary) => Assert.Equal(temporary, ReplyQueueSweep.IsTemporaryName(name));
}
