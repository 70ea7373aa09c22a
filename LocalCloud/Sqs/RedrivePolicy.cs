using System.Text.Json;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>Where a queue's messages go that were received too often.</summary>
internal sealed record RedrivePolicy(string TargetArn, int MaxReceiveCount)
{
    /// <summary>Reads the JSON text of the attribute. AWS takes the count as a number and as a string; null is what it would refuse.</summary>
    public static RedrivePolicy? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("deadLetterTargetArn", out var target) || target.ValueKind != JsonValueKind.String
                || !root.TryGetProperty("maxReceiveCount", out var count))
                return null;
            return int.TryParse(count.ToString(), out var max) && max is >= 1 and <= 1000 ? new RedrivePolicy(target.GetString()!, max) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
