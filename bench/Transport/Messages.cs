namespace FaceRec.Bench.Transport;

public sealed record Ask(int Number);

public sealed record Answer(int Number);
