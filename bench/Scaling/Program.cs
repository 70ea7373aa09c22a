using System.Globalization;
using FaceRec.Autoscaler;
using FaceRec.Bench.Scaling;

Load[] loads = [Load.Burst(0.15), Load.Burst(5), Load.Waves, Load.Steady];
Console.WriteLine($"{"load",-45} {"policy",-11} {"peak",5} {"left",5} {"answered",9} {"median s",9} {"longest s",10} {"instance-seconds",17}");
foreach (var load in loads)
{
    var outcomes = Enum.GetValues<ScalingPolicyKind>().ToDictionary(policy => policy, policy => Simulation.Run(load, new AutoscalerOptions { Policy = policy }));
    foreach (var (policy, outcome) in outcomes)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{load.Name,-45} {policy,-11} {outcome.Peak,5} {outcome.Left,5} {outcome.Answered,9} {outcome.MedianSeconds,9:0.0} {outcome.LongestSeconds,10:0.0} {outcome.InstanceSeconds,17}"));
    }

    var ratio = (double)outcomes[ScalingPolicyKind.Backlog].InstanceSeconds / outcomes[ScalingPolicyKind.PerMessage].InstanceSeconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-45} Backlog costs {ratio:0.00} of PerMessage"));
}
