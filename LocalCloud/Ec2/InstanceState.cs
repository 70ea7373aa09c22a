namespace FaceRec.LocalCloud.Ec2;

/// <summary>The states of an instance, with the codes that EC2 gives them.</summary>
internal enum InstanceState
{
    Pending = 0,
    Running = 16,
    ShuttingDown = 32,
    Terminated = 48,
    Stopping = 64,
    Stopped = 80,
}
