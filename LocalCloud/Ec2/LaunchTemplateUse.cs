namespace FaceRec.LocalCloud.Ec2;

/// <summary>The version of a launch template that an instance was made from.</summary>
internal sealed record LaunchTemplateUse(string Id, string Name, int Version);
