namespace SqsTransport.Tests;

public sealed record Ask(int Number);

public sealed record Answer(int Number, int Attempt = 0);

public sealed record Work(int Number, string Text = "");

public sealed record Unexpected(string Text);
