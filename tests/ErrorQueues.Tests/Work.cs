using System.ComponentModel.DataAnnotations;

namespace FaceRec.ErrorQueues.Tests;

public sealed record Work(string Name)
{
    [Range(0, 10)]
    public int Weight { get; init; }
}

public sealed record Unexpected(string Name);
