using System.ComponentModel.DataAnnotations;

namespace FaceRec.Autoscaler;

/// <summary>What an instance of the fleet is made from.</summary>
public sealed class FleetOptions : IValidatableObject
{
    /// <summary>The machine image, <c>ami-...</c>; not needed where the launch template names one.</summary>
    public string? ImageId { get; set; }

    /// <summary>Name of an EC2 launch template.</summary>
    public string? LaunchTemplate { get; set; }

    /// <summary>Version of the launch template: a number, <c>$Latest</c> or <c>$Default</c>.</summary>
    public string LaunchTemplateVersion { get; set; } = "$Latest";

    /// <summary>Instance types in order of preference; the next one is tried where AWS has no capacity for one.</summary>
    public IList<string> InstanceTypes { get; } = [];

    /// <summary>Subnets, one an availability zone, in order of preference; empty = the launch template's or the default one.</summary>
    public IList<string> SubnetIds { get; } = [];

    public IList<string> SecurityGroupIds { get; } = [];

    /// <summary>Name of the instance profile that lets workers use SQS and S3.</summary>
    public string? InstanceProfile { get; set; }

    /// <summary>A file whose text is handed to new instances as user data.</summary>
    public string? UserDataFile { get; set; }

    /// <summary>Asks for Spot instances in place of on-demand ones.</summary>
    public bool Spot { get; set; }

    /// <summary>How many stopped instances are kept to be started again; those beyond are terminated.</summary>
    [Range(0, 500)]
    public int WarmPool { get; set; } = 2;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(ImageId) && string.IsNullOrEmpty(LaunchTemplate))
            yield return new ValidationResult("Neither Fleet:ImageId nor Fleet:LaunchTemplate is set: one of them must say what an instance is launched from.");
        if (UserDataFile is { Length: > 0 } file && !File.Exists(file))
            yield return new ValidationResult($"Fleet:UserDataFile names '{file}', which does not exist.");
    }
}
