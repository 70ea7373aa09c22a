namespace FaceRec.Autoscaler;

/// <summary>Where an instance is in its life, as far as scaling is concerned.</summary>
public enum InstancePhase
{
    /// <summary>Launched or started, and its worker has not reported yet: capacity that is on its way.</summary>
    Booting,

    /// <summary>Its worker takes messages.</summary>
    Ready,

    /// <summary>Its worker was asked to take no more messages.</summary>
    Draining,

    /// <summary>On its way to stopped or terminated.</summary>
    Leaving,

    /// <summary>Stopped, and can be started again: the warm pool.</summary>
    Stopped,
}
