using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>What an instance can read about itself.</summary>
internal static class InstanceMetadata
{
    const string TagPrefix = "meta-data/tags/instance/";

    /// <summary>What stands at a path below <c>/latest/</c>; null where nothing does, as for notices that were not given.</summary>
    public static byte[]? Find(Instance instance, string path)
    {
        if (path == "user-data")
            return instance.UserData is { } userData ? Convert.FromBase64String(userData) : null;
        if (path is "meta-data" or "meta-data/")
            return Encoding.UTF8.GetBytes(string.Join('\n', Names));
        if (path == TagPrefix || path == TagPrefix.TrimEnd('/'))
            return Encoding.UTF8.GetBytes(string.Join('\n', instance.Tags.Keys));
        var text = path.StartsWith(TagPrefix, StringComparison.Ordinal) ? instance.Tags.GetValueOrDefault(path[TagPrefix.Length..]) : FindText(instance, path);
        return text is null ? null : Encoding.UTF8.GetBytes(text);
    }

    static readonly string[] Names =
    [
        "ami-id", "ami-launch-index", "events/", "hostname", "instance-id", "instance-life-cycle", "instance-type", "local-hostname", "local-ipv4",
        "placement/", "reservation-id", "spot/", "tags/",
    ];

    static string? FindText(Instance instance, string path) => path switch
    {
        "meta-data/ami-id" => instance.ImageId,
        "meta-data/ami-launch-index" => instance.Index.ToString(CultureInfo.InvariantCulture),
        "meta-data/hostname" or "meta-data/local-hostname" => $"{instance.Id}.local",
        "meta-data/instance-id" => instance.Id,
        "meta-data/instance-life-cycle" => instance.IsSpot ? "spot" : "on-demand",
        "meta-data/instance-type" => instance.Type,
        "meta-data/local-ipv4" => instance.PrivateIp,
        "meta-data/placement/availability-zone" => instance.Zone,
        "meta-data/placement/region" => LocalAccount.Region,
        "meta-data/reservation-id" => instance.ReservationId,
        "meta-data/spot/instance-action" => instance.InterruptedAt is { } at ? JsonSerializer.Serialize(new { action = "terminate", time = Time(at) }) : null,
        "meta-data/spot/termination-time" => instance.InterruptedAt is { } at ? Time(at) : null,
        "meta-data/events/recommendations/rebalance" => instance.RebalanceNoticeAt is { } at ? JsonSerializer.Serialize(new { noticeTime = Time(at) }) : null,
        "dynamic/instance-identity/document" => JsonSerializer.Serialize(new
        {
            accountId = LocalAccount.Id,
            architecture = "x86_64",
            availabilityZone = instance.Zone,
            imageId = instance.ImageId,
            instanceId = instance.Id,
            instanceType = instance.Type,
            pendingTime = Time(instance.LaunchedAt),
            privateIp = instance.PrivateIp,
            region = LocalAccount.Region,
        }),
        _ => null,
    };

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
