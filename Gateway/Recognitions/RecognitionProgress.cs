namespace FaceRec.Gateway;

/// <summary>The data of a <c>running</c> event.</summary>
/// <param name="Status">Always <c>running</c>.</param>
/// <param name="ElapsedSeconds">Since the recognition began.</param>
/// <param name="Ahead">Requests that came before through the same Gateway and are not answered either; null through another Gateway.</param>
/// <param name="SecondsLeft">An estimate: how long these and this one take at the pace of late; null where nobody can tell.</param>
internal sealed record RecognitionProgress(Guid Id, string Status, double ElapsedSeconds, int? Ahead, double? SecondsLeft)
{
    public static RecognitionProgress Of(Guid id, DateTimeOffset now, RecognitionRun? run)
    {
        var outlook = run?.Place?.Look();
        return new RecognitionProgress(id, "running", Rounded(now - RecognitionIds.TimeOf(id))!.Value, outlook?.Ahead, Rounded(outlook?.Left));
    }

    static double? Rounded(TimeSpan? time) => time is { } span ? Math.Round(span.TotalSeconds, 1) : null;
}
