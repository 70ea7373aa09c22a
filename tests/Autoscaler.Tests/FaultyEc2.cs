namespace FaceRec.Autoscaler.Tests;

/// <summary>Tests that use the assembly's EC2 and make it fail: one after the other, or a fault would hit whoever calls first.</summary>
[CollectionDefinition(Name)]
public sealed class FaultyEc2
{
    public const string Name = "faulty EC2";
}
