namespace FaceRec.Autoscaler;

/// <summary>What all workers together have done since somebody began to count. It only grows.</summary>
/// <param name="Completed">Pictures that they finished.</param>
/// <param name="ServiceSeconds">Seconds spent on those, summed over slots.</param>
/// <param name="Slots">Pictures that one of them handles at once, on average; null before any has reported.</param>
public sealed record WorkDone(long Completed, double ServiceSeconds, int? Slots);
