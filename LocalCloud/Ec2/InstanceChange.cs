namespace FaceRec.LocalCloud.Ec2;

/// <summary>What a request did to an instance. Taken under the lock of <see cref="InstanceFleet"/>: by the time that it is told, the instance may be further on.</summary>
internal readonly record struct InstanceChange(string InstanceId, InstanceState Before, InstanceState After);
