namespace FaceRec.LocalCloud.Ec2;

/// <summary>One version of a launch template; it never changes.</summary>
internal sealed record LaunchTemplateVersion(int Number, DateTimeOffset Created, string? Description, IReadOnlyDictionary<string, string> Data);
