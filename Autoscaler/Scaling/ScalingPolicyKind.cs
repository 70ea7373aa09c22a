namespace FaceRec.Autoscaler;

/// <summary>How the number of instances is worked out.</summary>
public enum ScalingPolicyKind
{
    /// <summary>As many as clear the queue within the latency target, by measured service time.</summary>
    Backlog,

    /// <summary>One instance a message, up to the maximum.</summary>
    PerMessage,
}
