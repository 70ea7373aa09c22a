using System.ComponentModel.DataAnnotations;

namespace FaceRec.ServiceDefaults;

/// <summary>Which installation this process belongs to, and where its AWS is.</summary>
public sealed class InstallationOptions
{
    /// <summary>The first part of the name of every bucket, queue and instance (<c>ID</c>).</summary>
    /// <remarks>At most 30 characters, so that bucket names stay within S3's 63 and queue names within SQS's 80.</remarks>
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,29}$",
        ErrorMessage = "ID must be 1 to 30 lower-case letters, digits and hyphens, starting with a letter or digit.")]
    public string Id { get; set; } = "facerec";

    /// <summary>The AWS region (<c>AWS_REGION</c>).</summary>
    [Required]
    public string Region { get; set; } = "us-east-1";

    /// <summary>One address for all AWS services (<c>AWS_ENDPOINT_URL</c>), for LocalCloud; null means real AWS.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>How often the AWS SDK tries a failed call again.</summary>
    [Range(0, 10)]
    public int AwsRetries { get; set; } = 2;
}
