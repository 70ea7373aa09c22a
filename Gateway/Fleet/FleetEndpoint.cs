using FaceRec.Messages;
using MassTransit;

namespace FaceRec.Gateway;

/// <summary><c>/fleet</c>: the workers' instances, and why there are as many as there are.</summary>
internal static class FleetEndpoint
{
    const int DefaultDecisions = 50;
    const int MaxDecisions = 1000;

    // The Autoscaler answers from memory.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapFleet(this IEndpointRouteBuilder routes) => routes.MapGet("/fleet", ReadAsync).WithTags("Operations").Needs(Scope.Operate)
        .Documented("readFleet", "Tells of the fleet of workers and the latest scaling decisions.").Answers<FleetStatus>();

    static async Task<IResult> ReadAsync(IBus bus, Queues queues, Dependencies dependencies, int? decisions, bool? acted, CancellationToken cancellationToken)
    {
        if (decisions is < 0 or > MaxDecisions)
            return new Problem(ProblemKinds.InvalidParameter, $"decisions must be 0 to {MaxDecisions}.");
        var client = bus.CreateRequestClient<ReadFleet>(new Uri($"queue:{queues.Autoscaler}"), RequestTimeout.After(ms: (int)Patience.TotalMilliseconds));
        try
        {
            var question = new ReadFleet { Decisions = decisions ?? DefaultDecisions, OnlyActed = acted ?? false };
            var response = await dependencies.Bus.ExecuteAsync(async token => await client.GetResponse<FleetStatus>(question, token), cancellationToken);
            return TypedResults.Ok(response.Message);
        }
        catch (RequestTimeoutException)
        {
            return new Problem(ProblemKinds.Unavailable, $"No Autoscaler answered within {Patience.TotalSeconds:0} s: none runs, or the leading one has just changed.", RetryAfter: Patience);
        }
    }
}
