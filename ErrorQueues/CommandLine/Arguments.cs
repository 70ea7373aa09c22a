using System.CommandLine;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using FaceRec.Messages;

namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>What all commands take: where the queues are, and which messages are meant.</summary>
internal sealed class Arguments(Func<string, string?> environment)
{
    readonly Option<string?> _serviceUrl = new("--service-url") { Description = "Address of SQS and S3, such as http://127.0.0.1:4566 (default: AWS, or AWS_ENDPOINT_URL).", Recursive = true };
    readonly Option<string?> _region = new("--region") { Description = "AWS region (default: the SDK's own chain).", Recursive = true };
    readonly Option<string?> _id = new("--id") { Description = "The installation: queues whose names begin with it, and its buckets (default: the variable ID).", Recursive = true };
    readonly Option<string[]> _queues = new("--queue", "-q") { Description = "An error queue; may be repeated (default: all that end with _error or _skipped).", Recursive = true };
    readonly Option<string?> _bucket = new("--bucket") { Description = "The S3 bucket of the audit trail and the archives (default: <ID>-out-bucket).", Recursive = true };
    readonly Option<bool> _noAudit = new("--no-audit") { Description = "Works without S3: no audit trail, and after a crash up to ten messages may be sent twice.", Recursive = true };
    readonly Option<string?> _by = new("--by") { Description = "Who does it, for the audit trail (default: the user and the machine).", Recursive = true };
    readonly Option<bool> _json = new("--json") { Description = "Writes one JSON object a line.", Recursive = true };

    readonly Option<string?> _message = new("--message") { Description = "The message with this id: SQS's or MassTransit's." };
    readonly Option<string?> _group = new("--group") { Description = "Messages of this group, as `groups` names it." };
    readonly Option<string?> _type = new("--type") { Description = "The message's type contains this." };
    readonly Option<string?> _exception = new("--exception") { Description = "The exception's type contains this." };
    readonly Option<string?> _text = new("--text") { Description = "The body or the exception's message contains this." };
    readonly Option<string?> _request = new("--request") { Description = "The request's id." };
    readonly Option<DateTimeOffset?> _since = CommandShapes.Time("--since", "Failed at this time or later, such as 2026-11-23T18:00Z.");
    readonly Option<DateTimeOffset?> _until = CommandShapes.Time("--until", "Failed before this time.");

    public IEnumerable<Option> Everywhere => [_serviceUrl, _region, _id, _queues, _bucket, _noAudit, _by, _json];

    public IEnumerable<Option> Filters => [_message, _group, _type, _exception, _text, _request, _since, _until];

    public bool Json(ParseResult arguments) => arguments.GetValue(_json);

    public MessageFilter Filter(ParseResult arguments) => new()
    {
        Message = arguments.GetValue(_message),
        Group = arguments.GetValue(_group),
        Type = arguments.GetValue(_type),
        Exception = arguments.GetValue(_exception),
        Text = arguments.GetValue(_text),
        Request = arguments.GetValue(_request),
        Since = arguments.GetValue(_since),
        Until = arguments.GetValue(_until),
    };

    /// <summary>Whether messages may be edited: only where the environment says so.</summary>
    public bool AllowEdit => bool.TryParse(environment("ERRORS_ALLOW_EDIT"), out var allowed) && allowed;

    public bool NoAudit(ParseResult arguments) => arguments.GetValue(_noAudit);

    public string By(ParseResult arguments) => arguments.GetValue(_by) ?? $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Null where neither it nor the installation is named.</summary>
    public string? Bucket(ParseResult arguments) => arguments.GetValue(_bucket) ?? (Id(arguments) is { Length: > 0 } id ? new Buckets(id).Output : null);

    /// <summary>The bucket of uploaded pictures; null where the installation is not named.</summary>
    public string? PictureBucket(ParseResult arguments) => Id(arguments) is { Length: > 0 } id ? new Buckets(id).Input : null;

    public AwsAccess Clients(ParseResult arguments)
    {
        var sqs = Reach(arguments, new AmazonSQSConfig { RetryMode = RequestRetryMode.Standard });
        // Bucket names in host names do not resolve on loopback.
        var s3 = Reach(arguments, new AmazonS3Config { RetryMode = RequestRetryMode.Standard, ForcePathStyle = arguments.GetValue(_serviceUrl) is not null });
        return new AwsAccess(new AmazonSQSClient(sqs), new AmazonS3Client(s3));
    }

    T Reach<T>(ParseResult arguments, T config)
        where T : ClientConfig
    {
        var region = arguments.GetValue(_region);
        if (arguments.GetValue(_serviceUrl) is { } url)
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = region ?? "us-east-1";
        }
        else if (region is not null)
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }

    string? Id(ParseResult arguments) => arguments.GetValue(_id) ?? environment("ID");

    public async Task<IReadOnlyList<ErrorQueue>> QueuesAsync(ParseResult arguments, IAmazonSQS sqs, CancellationToken cancellationToken)
    {
        var directory = new ErrorQueueDirectory(sqs);
        if (arguments.GetValue(_queues) is not { Length: > 0 } names)
            return await directory.FindAsync(Id(arguments), cancellationToken);

        var queues = new List<ErrorQueue>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            queues.Add(await directory.GetAsync(name, cancellationToken));
        return queues;
    }
}
