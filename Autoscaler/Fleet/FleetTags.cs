namespace FaceRec.Autoscaler;

/// <summary>The tags by which the fleet knows its instances. It touches no instance that lacks <see cref="Fleet"/>.</summary>
public static class FleetTags
{
    /// <summary>Holds the installation's ID.</summary>
    public const string Fleet = "facerec:fleet";

    /// <summary>Holds the time (ISO 8601) until which a draining instance has to finish.</summary>
    public const string DrainUntil = "facerec:drain-until";

    /// <summary>What the EC2 console shows.</summary>
    public const string Name = "Name";
}
