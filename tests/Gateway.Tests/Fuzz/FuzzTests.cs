using System.Net;

namespace FaceRec.Gateway.Tests.Fuzz;

public sealed class FuzzTests(WholeSystem system)
{
    const string Id = "fuzz";

    // More in bench/: 100,000.
    static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("FACEREC_FUZZ"), out var count) ? count : 10_000;

    [Fact]
    public async Task Damaged_pictures_and_forms_are_answered_below_500_all_of_them()
    {
        await using var gateway = await TestGateway.StartAsync(system.Aws, Id, "Gateway:RequestTimeout=00:01:00", "Gateway:RequestsPerSecond=1000000", "Gateway:RequestBurst=1000000");
        using var worker = await StandInWorker.StartAsync(system.Aws.Endpoint, Id);

        var outcome = await Fuzzer.RunAsync(gateway.Address, first: 0, Count, TestContext.Current.CancellationToken);

        Assert.Empty(outcome.Failures);
        Assert.Equal(Count, outcome.Statuses.Values.Sum());
        // Not all refused at the door, and not all let through.
        Assert.True(outcome.Statuses[HttpStatusCode.OK] > Count / 20 && outcome.Statuses[HttpStatusCode.BadRequest] > Count / 20);
        Assert.Equal(200, (await gateway.Http.PostPictureAsync("recognitions", Repository.Photo(1))).Status);
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_workers_survive_damaged_pictures_too()
    {
        var outcome = await Fuzzer.RunAsync(system.Gateway.Address, first: 1_000_000, Count / 50, TestContext.Current.CancellationToken);

        Assert.Empty(outcome.Failures);
        Assert.Equal(200, (await system.Http.PostPictureAsync($"recognitions?collection={Api.NewCollection()}", Repository.Photo(1))).Status);
    }
}
