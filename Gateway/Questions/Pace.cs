namespace FaceRec.Gateway;

/// <summary>How fast answers have come.</summary>
/// <param name="Answers">How many.</param>
/// <param name="Busy">In how much time in which somebody waited: an idle minute says nothing about the workers.</param>
internal readonly record struct Pace(long Answers, TimeSpan Busy);
