namespace FaceRec.Journeys;

/// <summary>Journeys that keep the processor busy, and run one after the other.</summary>
[CollectionDefinition(Name)]
public static class BusySystems
{
    public const string Name = "busy systems";
}
