using System.Text;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>What RunInstances asks for, checked and with its launch template filled in.</summary>
internal sealed record InstanceLaunch(int Min, int Max, Ec2Parameters Parameters, string ImageId, LaunchTemplateUse? Template, string? ClientToken, string Fingerprint)
{
    // EC2's limit, before base64.
    const int MaxUserDataBytes = 16 << 10;

    public static InstanceLaunch Read(Ec2Parameters request, LaunchTemplates templates)
    {
        int min = request.RequireInt("MinCount"), max = request.RequireInt("MaxCount");
        if (min < 1 || max < min)
            throw new AwsError("InvalidParameterValue", "MinCount must be 1 or more, and MaxCount not less than MinCount.");
        var (parameters, use) = templates.Resolve(request);
        if (parameters["UserData"] is { Length: > 0 } userData)
            CheckUserData(userData);
        return new InstanceLaunch(min, max, parameters, parameters.Require("ImageId"), use, request["ClientToken"], request.Fingerprint());
    }

    public Instance Create(string reservation, int index, string privateIp, DateTimeOffset now)
    {
        var instance = new Instance
        {
            Id = NewId("i-"),
            ReservationId = reservation,
            Index = index,
            ImageId = ImageId,
            Type = Parameters["InstanceType"] ?? "m5.large",
            Zone = Parameters["Placement.AvailabilityZone"] ?? $"{LocalAccount.Region}a",
            PrivateIp = privateIp,
            ClientToken = ClientToken,
            Fingerprint = Fingerprint,
            UserData = Parameters["UserData"],
            IsSpot = Parameters["InstanceMarketOptions.MarketType"] == "spot",
            NeedsMetadataToken = Parameters["MetadataOptions.HttpTokens"] == "required",
            TerminatesOnShutdown = Parameters["InstanceInitiatedShutdownBehavior"] == "terminate",
            Template = Template,
            LaunchedAt = now,
        };
        foreach (var specification in Parameters.Items("TagSpecification").Where(item => Parameters[$"{item}.ResourceType"] == "instance"))
        {
            foreach (var (key, value) in Parameters.Tags($"{specification}.Tag"))
                instance.Tags[key] = value ?? "";
        }

        return instance;
    }

    public static string NewId(string prefix) => prefix + Guid.NewGuid().ToString("N")[..17];

    static void CheckUserData(string userData)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(userData)];
        if (!Convert.TryFromBase64String(userData, bytes, out var count))
            throw new AwsError("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
        if (count > MaxUserDataBytes)
            throw new AwsError("InvalidParameterValue", $"User data is limited to {MaxUserDataBytes} bytes");
    }
}
