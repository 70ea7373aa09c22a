using FaceRec.Messages;
using MassTransit;

namespace FaceRec.Gateway.Tests.Fleet;

public sealed class FleetTests(WholeSystem system)
{
    [Fact]
    public async Task What_the_Autoscaler_says_is_passed_on()
    {
        await using var gateway = await TestGateway.StartAsync(system.Aws, "fleet");
        using var autoscaler = await StandIn.StartAsync<Autoscaler>(system.Aws.Endpoint, "fleet", queues => queues.Autoscaler);

        var fleet = await gateway.Http.ReadAsync("fleet?decisions=7&acted=true");

        Assert.True(fleet.Status == 200, fleet.ToString());
        var instance = fleet.Json.GetProperty("instances")[0];
        Assert.Equal(("i-1", "Ready", 2), (instance.GetProperty("id").GetString(), instance.GetProperty("phase").GetString(), instance.GetProperty("slots").GetInt32()));
        Assert.Equal((1, 15, true), (fleet.Json.GetProperty("minInstances").GetInt32(), fleet.Json.GetProperty("maxInstances").GetInt32(), fleet.Json.GetProperty("scalingPaused").GetBoolean()));
        var oldest = fleet.Json.GetProperty("oldest");
        Assert.Equal((12.5, true), (oldest.GetProperty("seconds").GetDouble(), oldest.GetProperty("atLeast").GetBoolean()));
        // As many decisions, and such, as were asked for.
        Assert.Equal(7, fleet.Json.GetProperty("decisions").GetArrayLength());
        Assert.Equal("acted", fleet.Json.GetProperty("decisions")[0].GetProperty("reason").GetString());
        await autoscaler.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Where_no_Autoscaler_answers_that_is_said_with_when_to_ask_again()
    {
        // The whole system has none.
        var fleet = await system.Http.ReadAsync("fleet");

        Assert.Equal((503, "unavailable", "5"), (fleet.Status, fleet.Code, fleet.Header("Retry-After")));
        Assert.Contains("Autoscaler", fleet.Text);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task No_more_decisions_are_asked_for_than_are_kept(int decisions) => Assert.Equal("invalid-parameter", (await system.Http.ReadAsync($"fleet?decisions={decisions}")).Code);

    internal sealed class Autoscaler : IConsumer<ReadFleet>
    {
        public Task Consume(ConsumeContext<ReadFleet> context) => context.RespondAsync(new FleetStatus
        {
            Instances = [new FleetMember("i-1", "Ready", DateTimeOffset.UnixEpoch, Busy: 1, Slots: 2, Completed: 3)],
            ScalingPaused = true,
            MinInstances = 1,
            MaxInstances = 15,
            Oldest = new OldestMessage(12.5, AtLeast: true),
            Decisions = [.. Enumerable.Repeat(new FleetDecision(DateTimeOffset.UnixEpoch, new QueueCounts(0, 0, 0), 1, 1, context.Message.OnlyActed ? "acted" : "all", []), context.Message.Decisions)],
        });
    }
}
