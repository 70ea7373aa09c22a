using System.Collections.Concurrent;
using System.Diagnostics;
using FaceRec.ServiceDefaults;

namespace FaceRec.Gateway.Tests;

public sealed class RequestTraceTests(WholeSystem system)
{
    [Fact]
    public async Task A_request_is_one_trace_through_all_tiers_and_each_tier_names_its_id()
    {
        var (id, ended) = ($"trace-{Guid.NewGuid():N}", new ConcurrentQueue<Activity>());
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "MassTransit",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var gateway = await TestGateway.StartAsync(system.Aws, "traced");
        using var worker = await StandInWorker.StartAsync(system.Aws.Endpoint, "traced");

        var answer = await gateway.Http.PostPictureAsync("recognitions", TestPicture.Blank(), ("X-Request-Id", id));

        Assert.Equal((200, id), (answer.Status, answer.Header("X-Request-Id")));
        var spans = await Eventually.GetAsync(() => Task.FromResult(ended.Where(span => id.Equals(span.GetTagItem(RequestScope.Tag))).ToList()),
            spans => spans.Any(span => span.Source.Name == "Microsoft.AspNetCore") && spans.Any(span => span is { Source.Name: "MassTransit", Kind: ActivityKind.Consumer }));
        Assert.Single(spans.Select(span => span.TraceId).Distinct());
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }
}
