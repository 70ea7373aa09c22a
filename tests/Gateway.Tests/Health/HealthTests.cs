using FaceRec.LocalCloud;

namespace FaceRec.Gateway.Tests.Health;

public sealed class HealthTests(WholeSystem system)
{
    [Theory]
    [InlineData("health")]
    [InlineData("health/ready")]
    public async Task Says_how_the_bus_S3_and_the_circuit_are(string path)
    {
        var health = await Eventually.GetAsync(() => system.Http.ReadAsync(path), answer => answer.Status == 200);

        Assert.Equal("healthy", health.Json.GetProperty("status").GetString());
        Assert.Equal(["circuit", "masstransit-bus", "storage"], health.Json.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order());
        Assert.Equal("no-store", health.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_Gateway_whose_AWS_is_gone_is_alive_and_not_ready()
    {
        var aws = await LocalAws.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var gateway = await TestGateway.StartAsync(aws, "gone", "Installation:AwsRetries=0");
        await aws.DisposeAsync();

        var ready = await Eventually.GetAsync(() => gateway.Http.ReadAsync("health/ready"), answer => answer.Status == 503);

        Assert.Equal("unhealthy", ready.Json.GetProperty("status").GetString());
        Assert.Contains("does not answer", ready.Json.GetProperty("checks").GetProperty("storage").GetProperty("description").GetString());
        Assert.Equal(200, (await gateway.Http.ReadAsync("health/live")).Status);
        // So many failures give it a rest, which is told, too.
        for (var i = 0; i < 6; i++)
            await gateway.Http.ReadAsync($"recognitions/{Guid.NewGuid()}");
        Assert.Contains("storage", (await gateway.Http.ReadAsync("health")).Json.GetProperty("checks").GetProperty("circuit").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Metrics_are_what_Prometheus_reads()
    {
        Assert.Equal(200, (await system.Http.PostPictureAsync("detections", TestPicture.Blank())).Status);

        var metrics = await system.Http.ReadAsync("metrics");

        Assert.Equal((200, "text/plain", "text/plain; version=0.0.4; charset=utf-8"), (metrics.Status, metrics.MediaType, metrics.Header("Content-Type")));
        Assert.Contains("\nfacerec_gateway_waiting ", metrics.Text);
        // Also where nobody had collected before.
        Assert.Contains("\nfacerec_gateway_answer_duration_count ", metrics.Text);
    }
}
