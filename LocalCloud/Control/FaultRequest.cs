namespace FaceRec.LocalCloud.Control;

/// <summary>A fault as the control endpoint is asked for it.</summary>
internal sealed record FaultRequest(FaultKind Kind, string Service = "*", string Action = "*", double Probability = 1, int? Count = null, double Seconds = 1)
{
    public Fault ToFault() => new()
    {
        Kind = Kind,
        Service = Service,
        Action = Action,
        Probability = Probability,
        Count = Count,
        Delay = TimeSpan.FromSeconds(Seconds),
    };
}
