namespace FaceRec.Gateway;

/// <summary>The data of a <c>running</c> event.</summary>
/// <param name="Status">Always <c>running</c>.</param>
/// <param name="ElapsedSeconds">Since the recognition began.</param>
internal sealed record RecognitionProgress(Guid Id, string Status, double ElapsedSeconds);
