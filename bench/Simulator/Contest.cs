using FaceRec.Autoscaler;

namespace FaceRec.Bench.Simulator;

/// <summary>Who competes.</summary>
public static class Contest
{
    /// <summary>Fresh policies, as each remembers its own past.</summary>
    public static IReadOnlyList<IFleetPolicy> Policies(Trace trace, Conditions conditions) =>
    [
        Ours(conditions),
        new FaceRecPolicy("per-message", new AutoscalerOptions { MaxInstances = conditions.MaxInstances, Policy = ScalingPolicyKind.PerMessage }),
        new LineagePolicy(),
        new KedaPolicy(),
        new AwsBacklogPolicy(),
        new BuildkitePolicy(),
        new KnativePolicy(),
        new ClairvoyantPolicy(trace),
    ];

    /// <summary>The product's default.</summary>
    public static FaceRecPolicy Ours(Conditions conditions) => new("FaceRec", new AutoscalerOptions { MaxInstances = conditions.MaxInstances });
}
