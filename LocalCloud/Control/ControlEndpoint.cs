using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FaceRec.LocalCloud.Ec2;
using FaceRec.LocalCloud.Http;
using FaceRec.LocalCloud.Sqs;

namespace FaceRec.LocalCloud.Control;

/// <summary>
/// What no AWS has: the switches by which things go wrong on purpose. They lie below a path that no bucket can have, because names of
/// buckets do not begin with an underscore.
/// </summary>
internal sealed class ControlEndpoint(LocalFaults faults, InstanceFleet fleet, StaleCounts staleCounts)
{
    private const string Root = "/_localcloud/";
    private const int MaxRequestBytes = 64 << 10;

    // EC2 gives a Spot instance two minutes.
    private const double DefaultNoticeSeconds = 120;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        WriteIndented = true,
    };

    public static bool Handles(HttpRequest request) => request.Path.Value?.StartsWith(Root, StringComparison.Ordinal) is true;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            // A page in the developer's browser may send requests here too, and must not be able to do harm.
            if (context.Request.Headers.ContainsKey("Origin"))
                throw new AwsError("Forbidden", "Web pages cannot use this.", StatusCodes.Status403Forbidden);
            var result = await RunAsync(context);
            await ReplyAsync(context, StatusCodes.Status200OK, result);
        }
        catch (AwsError error)
        {
            await ReplyAsync(context, error.Status, new { error.Code, error.Message });
        }
    }

    private async Task<object> RunAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value![Root.Length..].Split('/');
        switch (request.Method, path)
        {
            case ("GET", [""] or ["faults"]):
                return Describe();
            case ("POST", ["faults"]):
                var body = await RequestBody.ReadAsync(request, MaxRequestBytes, context.RequestAborted);
                return new { Id = AddFault(body) };
            case ("DELETE", ["faults"]):
                faults.Clear();
                break;
            case ("DELETE", ["faults", var id]):
                if (!faults.Remove(id))
                    throw NotFound($"There is no fault {id}; it may be over.");
                break;
            case ("POST", ["stale-counts"]):
                staleCounts.Freeze(TimeSpan.FromSeconds(Number(request, "seconds")));
                break;
            case ("POST", ["capacity"]):
                fleet.Capacity = (int)Number(request, "instances");
                break;
            case ("POST", ["instances", var instance, var what]):
                Change(instance, what, request);
                break;
            default:
                throw NotFound($"{request.Method} {request.Path} is not known here. See docs/local-cloud.md.");
        }

        return Describe();
    }

    private void Change(string instance, string what, HttpRequest request)
    {
        switch (what)
        {
            case "crash":
                fleet.Crash(instance);
                break;
            case "freeze":
                fleet.Freeze(instance);
                break;
            case "thaw":
                fleet.Thaw(instance);
                break;
            case "interrupt":
                fleet.Interrupt(instance, TimeSpan.FromSeconds(Number(request, "seconds", DefaultNoticeSeconds)));
                break;
            case "rebalance":
                fleet.RecommendRebalance(instance);
                break;
            default:
                throw NotFound($"Instances cannot '{what}'.");
        }
    }

    private object Describe() => new
    {
        Faults = faults.Active.Select(active => new
        {
            active.Id,
            active.Fault.Service,
            active.Fault.Action,
            active.Fault.Kind,
            active.Fault.Probability,
            active.Fault.Count,
            active.Fault.Delay.TotalSeconds,
            active.Hits,
        }),
        fleet.Capacity,
        Instances = fleet.Read(all => all.Select(instance => new { instance.Id, State = instance.StateName, Process = instance.Process?.ProcessId }).ToList()),
    };

    private string AddFault(byte[] body)
    {
        try
        {
            var request = JsonSerializer.Deserialize<FaultRequest>(body, Json) ?? throw new JsonException("The fault is null.");
            return faults.Add(request.ToFault());
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new AwsError("InvalidFault", error.Message);
        }
    }

    private static double Number(HttpRequest request, string name, double? absent = null)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0 && absent is { } number)
            return number;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1_000_000
            ? value
            : throw new AwsError("InvalidNumber", $"'{name}' must be a number from 0 to 1000000, in the query of the address.");
    }

    private static AwsError NotFound(string message) => new("NotFound", message, StatusCodes.Status404NotFound);

    private static Task ReplyAsync(HttpContext context, int status, object result)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(result, Json, context.RequestAborted);
    }
}
