namespace FaceRec.LocalCloud.Sqs;

/// <summary>How queues are called in URLs and ARNs.</summary>
internal static class SqsNames
{
    private const string ArnPrefix = $"arn:aws:sqs:{LocalAccount.Region}:{LocalAccount.Id}:";

    public static string Arn(string queue) => ArnPrefix + queue;

    /// <summary>The queue of an ARN, or null where it is not one of this account and region.</summary>
    public static string? FromArn(string arn) => arn.StartsWith(ArnPrefix, StringComparison.Ordinal) ? arn[ArnPrefix.Length..] : null;

    public static string Url(string endpoint, string queue) => $"{endpoint}/{LocalAccount.Id}/{queue}";

    /// <summary>A URL from any host names a queue by its last part, as does a bare name.</summary>
    public static string FromUrl(string url) => url[(url.LastIndexOf('/') + 1)..];

    public static void Check(string name)
    {
        var plain = name.EndsWith(".fifo", StringComparison.Ordinal) ? name[..^5] : name;
        if (plain.Length == 0 || name.Length > SqsLimits.QueueNameLength || !plain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw SqsErrors.InvalidParameterValue("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
}
