using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace FaceRec.LocalCloud.Tests.Http;

/// <summary>Requests that no SDK would send. Each gets an answer of AWS's kind, never a 500, and none writes outside of the data folder.</summary>
public sealed class MalformedRequestTests : IAsyncLifetime
{
    private const string Json = "application/x-amz-json-1.0";
    private const string Form = "application/x-www-form-urlencoded";

    private readonly TemporaryFolder _folder = new();
    private LocalAws _aws = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await LocalAws.StartAsync(new LocalAwsOptions { DataFolder = _folder["data"] }, Cancellation);
        _aws.CreateBucket("bucket");
        await SendAsync("POST", "/", "{\"QueueName\":\"q\"}", Json, "X-Amz-Target: AmazonSQS.CreateQueue");
    }

    public async ValueTask DisposeAsync()
    {
        await _aws.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("SendMessage", "{", "SerializationException")]
    [InlineData("SendMessage", "[]", "SerializationException")]
    [InlineData("SendMessage", "\"text\"", "SerializationException")]
    [InlineData("SendMessage", "", "MissingParameter")]
    [InlineData("SendMessage", "{\"QueueUrl\":7,\"MessageBody\":\"x\"}", "SerializationException")]
    [InlineData("SendMessage", "{\"QueueUrl\":\"q\",\"MessageBody\":{}}", "SerializationException")]
    [InlineData("SendMessage", "{\"QueueUrl\":\"q\",\"MessageBody\":\"x\",\"DelaySeconds\":1e99}", "SerializationException")]
    [InlineData("SendMessage", "{\"QueueUrl\":\"q\",\"MessageBody\":\"\\ud800\"}", null)]
    [InlineData("SendMessage", "{\"QueueUrl\":\"q\",\"MessageBody\":\"x\",\"MessageAttributes\":{\"a\":{\"DataType\":\"Binary\",\"BinaryValue\":\"?\"}}}", "SerializationException")]
    [InlineData("SendMessage", "{\"QueueUrl\":\"q\",\"MessageBody\":\"x\",\"MessageAttributes\":{\"a\":{\"DataType\":\"String\",\"BinaryValue\":\"AA==\"}}}", "InvalidParameterValue")]
    [InlineData("SendMessageBatch", "{\"QueueUrl\":\"q\",\"Entries\":[7]}", "SerializationException")]
    [InlineData("SendMessageBatch", "{\"QueueUrl\":\"q\",\"Entries\":[{}]}", "MissingParameter")]
    [InlineData("DeleteMessage", "{\"QueueUrl\":\"q\",\"ReceiptHandle\":\"\"}", "ReceiptHandleIsInvalid")]
    [InlineData("DeleteMessage", "{\"QueueUrl\":\"q\",\"ReceiptHandle\":\"äöü\"}", "ReceiptHandleIsInvalid")]
    [InlineData("CreateQueue", "{\"QueueName\":\"../../etc\"}", "InvalidParameterValue")]
    [InlineData("CreateQueue", "{\"QueueName\":\"q2\",\"Attributes\":{\"RedrivePolicy\":\"{\"}}", "InvalidParameterValue")]
    [InlineData("SetQueueAttributes", "{\"QueueUrl\":\"q\",\"Attributes\":{\"VisibilityTimeout\":\"-1\"}}", "InvalidAttributeValue")]
    [InlineData("ListQueues", "{\"MaxResults\":0}", "InvalidParameterValue")]
    [InlineData("StartMessageMoveTask", "{\"SourceArn\":\"arn\"}", "ResourceNotFoundException")]
    [InlineData("CancelMessageMoveTask", "{\"TaskHandle\":\"x\"}", "ResourceNotFoundException")]
    [InlineData("Explode", "{}", "InvalidAction")]
    [InlineData("", "{}", "InvalidAction")]
    public async Task Sqs_refuses_what_is_not_a_request(string action, string body, string? code)
    {
        var (status, answer) = await SendAsync("POST", "/", body, Json, $"X-Amz-Target: AmazonSQS.{action}");
        Assert.InRange(status, 400, 499);
        var type = JsonDocument.Parse(answer).RootElement.GetProperty("__type").GetString()!;
        Assert.True(code is null || type == $"com.amazonaws.sqs#{code}", type);
    }

    [Fact]
    public async Task Sqs_refuses_bytes_that_are_not_text_and_a_wrong_content_type()
    {
        var (status, _) = await SendAsync("POST", "/", "{\"QueueUrl\":\"q\",\"MessageBody\":\"\u00ff\u00fe\"}", Json, "X-Amz-Target: AmazonSQS.SendMessage", Encoding.Latin1);
        Assert.InRange(status, 400, 499);
        (status, var answer) = await SendAsync("POST", "/", "{}", "text/plain", "X-Amz-Target: AmazonSQS.ListQueues");
        Assert.Equal((400, true), (status, answer.Contains("SerializationException", StringComparison.Ordinal)));
        (status, _) = await SendAsync("POST", "/", new string('x', 17 << 20), Json, "X-Amz-Target: AmazonSQS.SendMessage");
        Assert.Equal(413, status);
    }

    [Theory]
    [InlineData("", "MissingParameter")]
    [InlineData("Action=", "InvalidAction")]
    [InlineData("Action=<x>", "InvalidAction")]
    [InlineData("Action=RunInstances", "MissingParameter")]
    [InlineData("Action=RunInstances&MinCount=one&MaxCount=1&ImageId=ami-1", "InvalidParameterValue")]
    [InlineData("Action=RunInstances&MinCount=99999999999&MaxCount=1&ImageId=ami-1", "InvalidParameterValue")]
    [InlineData("Action=RunInstances&MinCount=1&MaxCount=1&ImageId=%00", "InvalidAMIID.NotFound")]
    [InlineData("Action=RunInstances&MinCount=1&MaxCount=1&ImageId=ami-1&UserData=%25", "InvalidUserData.Malformed")]
    [InlineData("Action=DescribeInstances&Filter.1.Value.1=x", "MissingParameter")]
    [InlineData("Action=DescribeInstances&Filter.1.Name=(", "InvalidParameterValue")]
    [InlineData("Action=DescribeInstances&NextToken=x", "InvalidParameterValue")]
    [InlineData("Action=DescribeInstances&InstanceId.1=i-%3Cx%3E", "InvalidInstanceID.NotFound")]
    [InlineData("Action=TerminateInstances", "MissingParameter")]
    [InlineData("Action=CreateLaunchTemplate&LaunchTemplateName=..", "InvalidLaunchTemplateName.MalformedException")]
    [InlineData("Action=CreateLaunchTemplate&LaunchTemplateName=abc", "MissingParameter")]
    [InlineData("Action=CreateLaunchTemplate&LaunchTemplateName=abc&LaunchTemplateData.Rocket=1", "UnsupportedOperation")]
    [InlineData("&&&===%%%", "MissingParameter")]
    public async Task Ec2_refuses_what_is_not_a_request(string body, string code)
    {
        var (status, answer) = await SendAsync("POST", "/", body, Form);
        Assert.InRange(status, 400, 499);
        Assert.Equal(code, XElement.Parse(answer).Descendants("Code").Single().Value);
    }

    [Theory]
    [InlineData("POST", "/bucket?delete", "<Delete><Object>", "MalformedXML")]
    [InlineData("POST", "/bucket?delete", "<Other/>", "MalformedXML")]
    [InlineData("POST", "/bucket?delete", "<Delete/>", "MalformedXML")]
    [InlineData("POST", "/bucket?delete", "<Delete><Object><Size>1</Size></Object></Delete>", "MalformedXML")]
    [InlineData("POST", "/bucket?delete", "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&e;</Key></Object></Delete>", "MalformedXML")]
    [InlineData("POST", "/bucket?delete", "{}", "MalformedXML")]
    [InlineData("POST", "/bucket/k?uploadId=none", "<CompleteMultipartUpload/>", null)]
    [InlineData("PUT", "/bucket/k?partNumber=x&uploadId=none", "x", null)]
    [InlineData("PUT", "/bucket/k?partNumber=1&uploadId=..%2f..%2fx", "x", "NoSuchUpload")]
    [InlineData("PUT", "/bucket/k?acl", "<AccessControlPolicy/>", "NotImplemented")]
    [InlineData("PUT", "/bucket?lifecycle", "<LifecycleConfiguration/>", "NotImplemented")]
    [InlineData("GET", "/bucket/k?tagging", "", "NotImplemented")]
    [InlineData("PUT", "/Bucket", "", "InvalidBucketName")]
    [InlineData("PUT", "/..", "", "InvalidBucketName")]
    [InlineData("PUT", "/%2e%2e/x", "x", "NoSuchBucket")]
    [InlineData("PUT", "/bucket/a%ffb", "x", "InvalidURI")]
    [InlineData("PUT", "/bucket/a%zzb", "x", "InvalidURI")]
    [InlineData("GET", "/bucket?list-type=2&max-keys=-1", "", "InvalidArgument")]
    [InlineData("GET", "/bucket?list-type=2&continuation-token=%25", "", "InvalidArgument")]
    [InlineData("GET", "/nobucket/k", "", "NoSuchBucket")]
    [InlineData("PATCH", "/bucket/k", "", "MethodNotAllowed")]
    [InlineData("DELETE", "/", "", "MethodNotAllowed")]
    public async Task S3_refuses_what_is_not_a_request(string method, string target, string body, string? code)
    {
        var (status, answer) = await SendAsync(method, target, body, "application/xml");
        Assert.True(status is (>= 400 and < 500) or 501, $"{status} {answer}");
        var actual = XElement.Parse(answer).Element("Code")!.Value;
        Assert.True(code is null || code == actual, actual);
    }

    [Fact]
    public async Task A_key_with_a_NUL_is_refused()
    {
        // By the HTTP server already, which is why there is no XML.
        var (status, _) = await SendAsync("PUT", "/bucket/a%00b", "x", "text/plain");
        Assert.Equal(400, status);
        (status, var answer) = await SendAsync("PUT", "/bucket/copy", "", "", "x-amz-copy-source: bucket/a%00b");
        Assert.Equal((400, true), (status, answer.Contains("InvalidURI", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1024, 200)]
    [InlineData(1025, 400)]
    public async Task A_key_has_at_most_1024_bytes(int bytes, int expected)
    {
        var (status, answer) = await SendAsync("PUT", "/bucket/" + string.Concat(Enumerable.Repeat("%C3%A4", bytes / 2)) + new string('k', bytes % 2), "x", "text/plain");
        Assert.Equal(expected, status);
        Assert.Equal(expected == 400, answer.Contains("KeyTooLongError", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/bucket/../../../../evil")]
    [InlineData("/bucket/%2e%2e/%2e%2e/evil")]
    [InlineData("/bucket/..%2f..%2f..%2fevil")]
    [InlineData("/bucket//etc/evil")]
    [InlineData("/bucket/..\\..\\evil")]
    [InlineData("/bucket/%2e%2e%5cevil")]
    public async Task A_key_never_becomes_a_path(string target)
    {
        var before = FilesOutside();
        var (status, _) = await SendAsync("PUT", target, "evil", "text/plain");
        Assert.Equal(200, status);
        Assert.Equal(before, FilesOutside());
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories), path => path.Contains("evil", StringComparison.Ordinal));
        var (_, answer) = await SendAsync("GET", target, "", "");
        Assert.Equal("evil", answer);
    }

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n", 5)]
    [InlineData("5\r\nhel", 5)]
    [InlineData("zz\r\nhello\r\n0\r\n\r\n", 5)]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", 6)]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n", 5)]
    [InlineData("7fffffffffffffff\r\nhello", 5)]
    [InlineData("5\r\nhelloX0\r\n\r\n", 5)]
    [InlineData("5\r\nhello\r\n0\r\nnonsense\r\n\r\n", 5)]
    public async Task Chunks_that_are_cut_off_or_wrong_are_refused_and_nothing_is_kept(string body, int declared)
    {
        var (status, answer) = await SendAsync("PUT", "/bucket/chunked", body, "text/plain",
            $"x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nContent-Encoding: aws-chunked\r\nx-amz-decoded-content-length: {declared}");
        Assert.InRange(status, 400, 499);
        Assert.Contains("<Code>", answer, StringComparison.Ordinal);
        (status, _) = await SendAsync("GET", "/bucket/chunked", "", "");
        Assert.Equal(404, status);
        Assert.Empty(Directory.GetFiles(_folder["data/s3/temporary"]));
    }

    [Theory]
    [InlineData("Content-MD5: AAAA")]
    [InlineData("Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==")]
    [InlineData("x-amz-checksum-crc32: AAAAAA==")]
    [InlineData("x-amz-checksum-sha256: ?")]
    [InlineData("x-amz-content-sha256: 0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("x-amz-copy-source: ..%2f..%2fetc")]
    [InlineData("x-amz-tagging: a=b")]
    [InlineData("x-amz-trailer: x-amz-checksum-rocket")]
    public async Task Headers_that_are_wrong_are_refused(string header)
    {
        var (status, answer) = await SendAsync("PUT", "/bucket/k", "x", "text/plain", header);
        Assert.True(status is (>= 400 and < 500) or 501, $"{status} {answer}");
        Assert.Contains("<Code>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_breaks_off_leaves_nothing()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, _aws.Endpoint.Port, Cancellation);
            await client.GetStream().WriteAsync("PUT /bucket/broken HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nbeginning"u8.ToArray(), Cancellation);
        }

        await Eventually.TrueAsync(() => Directory.GetFiles(_folder["data/s3/temporary"]).Length == 0);
        var (status, _) = await SendAsync("GET", "/bucket/broken", "", "");
        Assert.Equal(404, status);
    }

    private List<string> FilesOutside() =>
        [.. Directory.EnumerateFileSystemEntries(_folder.Path), .. Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_folder.Path)!, "evil*")];

    /// <summary>Sends a request as it stands, for clients would tidy it up.</summary>
    private async Task<(int Status, string Body)> SendAsync(string method, string target, string body, string contentType, string headers = "", Encoding? encoding = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _aws.Endpoint.Port, Cancellation);
        var bytes = (encoding ?? Encoding.UTF8).GetBytes(body);
        var head = $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {bytes.Length}\r\n"
            + (contentType.Length > 0 ? $"Content-Type: {contentType}\r\n" : "") + (headers.Length > 0 ? headers + "\r\n" : "") + "\r\n";
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Cancellation);
        try
        {
            await stream.WriteAsync(bytes, Cancellation);
        }
        catch (IOException)
        {
            // Refused before all of it was sent.
        }

        var response = new MemoryStream();
        try
        {
            await stream.CopyToAsync(response, Cancellation);
        }
        catch (IOException)
        {
            // Closed while there was more to send; the answer came before.
        }

        var text = Encoding.UTF8.GetString(response.ToArray());
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"No answer to {method} {target}");
        return (int.Parse(text.Split(' ', 3)[1], System.Globalization.CultureInfo.InvariantCulture), text[(end + 4)..]);
    }
}
