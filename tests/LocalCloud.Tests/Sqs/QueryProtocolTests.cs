using System.Net;
using System.Xml.Linq;

namespace FaceRec.LocalCloud.Tests.Sqs;

/// <summary>SQS as SDKs before 2023 speak to it: forms, answered in XML.</summary>
public sealed class QueryProtocolTests : IAsyncLifetime
{
    private static readonly XNamespace Namespace = "http://queue.amazonaws.com/doc/2012-11-05/";

    private readonly HttpClient _http = new();
    private LocalAws _aws = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await LocalAws.StartAsync(cancellationToken: Cancellation);
        _http.BaseAddress = _aws.Endpoint;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_sent_to_a_queues_address_received_and_deleted()
    {
        var created = await AskAsync("/", ("Action", "CreateQueue"), ("QueueName", "old"), ("Attribute.1.Name", "VisibilityTimeout"), ("Attribute.1.Value", "60"), ("Tag.1.Key", "team"), ("Tag.1.Value", "faces"));
        var queue = new Uri(Value(created, "QueueUrl")).AbsolutePath;
        await AskAsync(queue, ("Action", "SendMessage"), ("MessageBody", "<x> & 🙂"), ("DelaySeconds", "0"),
            ("MessageAttribute.1.Name", "a"), ("MessageAttribute.1.Value.DataType", "String"), ("MessageAttribute.1.Value.StringValue", "b"));
        var received = await AskAsync(queue, ("Action", "ReceiveMessage"), ("MaxNumberOfMessages", "10"), ("AttributeName.1", "All"), ("MessageAttributeName.1", "All"));

        var message = received.Descendants(Namespace + "Message").Single();
        Assert.Equal("<x> & 🙂", Value(message, "Body"));
        Assert.Equal("1", message.Elements(Namespace + "Attribute").Single(found => Value(found, "Name") == "ApproximateReceiveCount").Element(Namespace + "Value")!.Value);
        Assert.Equal("b", Value(message.Element(Namespace + "MessageAttribute")!, "StringValue"));
        await AskAsync(queue, ("Action", "DeleteMessage"), ("ReceiptHandle", Value(message, "ReceiptHandle")));
        var counts = await AskAsync(queue, ("Action", "GetQueueAttributes"), ("AttributeName.1", "ApproximateNumberOfMessagesNotVisible"), ("AttributeName.2", "VisibilityTimeout"));
        Assert.Equal(["0", "60"], counts.Descendants(Namespace + "Value").Select(value => value.Value));
        var tags = await AskAsync(queue, ("Action", "ListQueueTags"));
        Assert.Equal(("team", "faces"), (Value(tags, "Key"), Value(tags, "Value")));
    }

    [Fact]
    public async Task Entries_of_a_batch_succeed_and_fail_on_their_own()
    {
        await AskAsync("/", ("Action", "CreateQueue"), ("QueueName", "old"));
        var sent = await AskAsync("/", ("Action", "SendMessageBatch"), ("QueueUrl", "old"),
            ("SendMessageBatchRequestEntry.1.Id", "good"), ("SendMessageBatchRequestEntry.1.MessageBody", "x"),
            ("SendMessageBatchRequestEntry.2.Id", "bad"), ("SendMessageBatchRequestEntry.2.MessageBody", "\u0001"));
        Assert.Equal("good", Value(sent.Descendants(Namespace + "SendMessageBatchResultEntry").Single(), "Id"));
        var failed = sent.Descendants(Namespace + "BatchResultErrorEntry").Single();
        Assert.Equal(("bad", "InvalidMessageContents", "true"), (Value(failed, "Id"), Value(failed, "Code"), Value(failed, "SenderFault")));
    }

    [Theory]
    [InlineData("Action=GetQueueUrl&QueueName=none", "AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData("Action=Explode", "InvalidAction")]
    [InlineData("Action=<x>", "InvalidAction")]
    [InlineData("", "InvalidAction")]
    [InlineData("Action=ReceiveMessage&QueueUrl=q&WaitTimeSeconds=soon", "InvalidParameterValue")]
    [InlineData("Action=CreateQueue&QueueName=q&Attribute.1.Value=60", "MissingParameter")]
    public async Task Errors_have_the_codes_of_the_protocol(string form, string code)
    {
        using var response = await _http.PostAsync("/", Form(form + "&Version=2012-11-05"), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = XElement.Parse(await response.Content.ReadAsStringAsync(Cancellation)).Element(Namespace + "Error")!;
        Assert.Equal((code, "Sender"), (Value(error, "Code"), Value(error, "Type")));
    }

    private async Task<XElement> AskAsync(string path, params (string Name, string Value)[] parameters)
    {
        var form = string.Join('&', parameters.Append(("Version", "2012-11-05")).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        using var response = await _http.PostAsync(path, Form(form), Cancellation);
        var answer = XElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(parameters[0].Value + "Response", answer.Name.LocalName);
        return answer;
    }

    private static StringContent Form(string text) => new(text, null, "application/x-www-form-urlencoded");

    private static string Value(XElement element, string name) => element.Descendants(Namespace + name).First().Value;
}
