namespace FaceRec.Recognition.Detectors;

internal static class Suppression
{
    /// <summary>Of boxes that show one face, keeps the one with the highest score.</summary>
    public static List<Detection> KeepBest(IEnumerable<Detection> detections, float overlap)
    {
        var kept = new List<Detection>();
        foreach (var detection in detections.OrderByDescending(detection => detection.Score))
        {
            if (!kept.Exists(better => better.Overlap(detection) > overlap))
                kept.Add(detection);
        }
        return kept;
    }
}
