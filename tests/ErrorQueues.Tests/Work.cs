namespace FaceRec.ErrorQueues.Tests;

public sealed record Work(string Name);

public sealed record Unexpected(string Name);
