namespace CrashConsumer;

public sealed record Numbered(int Number);
