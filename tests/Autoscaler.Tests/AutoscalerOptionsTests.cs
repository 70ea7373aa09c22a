using System.ComponentModel.DataAnnotations;

namespace FaceRec.Autoscaler.Tests;

/// <summary>Settings that contradict each other are refused at start.</summary>
public sealed class AutoscalerOptionsTests
{
    [Theory]
    [InlineData(0, 15, 40, 300, null)]
    [InlineData(16, 15, 40, 300, "MinInstances")]
    [InlineData(0, 15, 40, 40, "OrphanAfter")]
    [InlineData(0, 15, 40, 30, "OrphanAfter")]
    public void Contradictions_are_named(int min, int max, int bootSeconds, int orphanSeconds, string? named)
    {
        var options = new AutoscalerOptions
        {
            MinInstances = min,
            MaxInstances = max,
            AssumedBootTime = TimeSpan.FromSeconds(bootSeconds),
            OrphanAfter = TimeSpan.FromSeconds(orphanSeconds),
        };
        var found = new List<ValidationResult>();

        Assert.Equal(named is null, Validator.TryValidateObject(options, new ValidationContext(options), found, validateAllProperties: true));
        Assert.Equal(named is null ? [] : [named], found.Select(result => result.ErrorMessage!.Split(' ')[0]));
    }
}
