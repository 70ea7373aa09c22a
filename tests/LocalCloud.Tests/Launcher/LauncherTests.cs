using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Amazon.EC2.Model;
using Amazon.S3.Model;
using FaceRec.LocalCloud.Launcher;

namespace FaceRec.LocalCloud.Tests.Launcher;

/// <summary>The real launcher with the real services, its processes counted. By itself: a whole system beside other tests is a long wait.</summary>
[Collection(nameof(LauncherTests))]
[CollectionDefinition(nameof(LauncherTests), DisableParallelization = true)]
public sealed class LauncherTests : IDisposable
{
    // Services may take their 45 s to finish what they do.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LauncherTests()
    {
        if (!ProcessTree.IsShown)
            Assert.Skip("Processes are counted in /proc, which this system does not have.");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_in_the_middle_of_work_it_loses_nothing_and_leaves_no_process_and_stopped_in_order_it_leaves_none_either()
    {
        var gatewayPort = await FindPortAsync();
        var messages = new ConcurrentBag<string>();
        var pictures = new ConcurrentBag<string>();
        HashSet<int> children;
        List<string> instances;
        await using (var cloud = await CloudProcess.StartAsync("--gateway-port", gatewayPort, "--data", _folder.Path))
        {
            // Gateway, Autoscaler and a worker.
            children = await Eventually.GetAsync(() => Task.FromResult(ProcessTree.Below(cloud.Id)), found => found.Count >= 3);
            instances = [.. (await InstancesAsync(cloud)).Select(instance => instance.InstanceId)];
            Assert.NotEmpty(instances);
            await WorkUntilKilledAsync(cloud, messages, pictures);
        }

        await using var again = await CloudProcess.StartAsync("--gateway-port", gatewayPort, "--data", _folder.Path);
        await Eventually.TrueAsync(() => ProcessTree.Running(children).Count == 0, EndTimeout);
        var found = await InstancesAsync(again);
        Assert.All(instances, id => Assert.Equal("terminated", found.Single(instance => instance.InstanceId == id).State.Name.Value));
        using var sqs = again.Sqs();
        var received = new HashSet<string>();
        while ((await sqs.ReceiveMessageAsync(new Amazon.SQS.Model.ReceiveMessageRequest("work") { MaxNumberOfMessages = 10, VisibilityTimeout = 600 }, Cancellation)).Messages is { Count: > 0 } batch)
            received.UnionWith(batch.Select(message => message.Body));
        Assert.DoesNotContain(messages, body => !received.Contains(body));
        using var s3 = again.S3();
        foreach (var key in pictures)
        {
            using var got = await s3.GetObjectAsync("facerec-in-bucket", key, Cancellation);
            using var reader = new StreamReader(got.ResponseStream);
            Assert.Equal($"picture {key}", await reader.ReadToEndAsync(Cancellation));
        }

        using var http = new HttpClient();
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri(again.Gateway, "health/ready"), Cancellation)).StatusCode == HttpStatusCode.OK);
        Assert.Contains("gateway    | ", again.Log, StringComparison.Ordinal);
        children = ProcessTree.Below(again.Id);
        await again.StopAsync();
        Assert.Equal(0, again.ExitCode);
        Assert.Empty(ProcessTree.Running(children));
    }

    [Fact]
    public async Task Killing_dotnet_run_stops_what_it_started()
    {
        // A shell that the system shows as "dotnet run", for the real one builds for a minute first.
        await File.WriteAllTextAsync(_folder["run"], $"dotnet '{CloudProcess.Program}' --port 0 --aws-only --ephemeral &\nwait\n", Cancellation);
        var start = new ProcessStartInfo("bash", ["-c", "exec -a dotnet sh run"]) { WorkingDirectory = _folder.Path };
        await using var dotnetRun = await CloudProcess.StartAsync(start, isWhole: false);
        var children = ProcessTree.Below(dotnetRun.Id);
        Assert.NotEmpty(children);

        await dotnetRun.KillAsync();

        await Eventually.TrueAsync(() => ProcessTree.Running(children).Count == 0, EndTimeout);
    }

    [Theory]
    [InlineData("dotnet\0run\0--project\0LocalCloud\0", true)]
    [InlineData("/usr/bin/dotnet\0watch\0run\0", true)]
    [InlineData("dotnet\0artifacts/FaceRec.LocalCloud.dll\0", false)]
    [InlineData("-bash\0", false)]
    [InlineData("", false)]
    public void Only_dotnet_run_is_watched(string command, bool isWatched) => Assert.Equal(isWatched, ParentWatch.IsDotnetRun(command));

    /// <summary>A port that is still ours after the kill: not one of those that the system gives to whoever asks for any.</summary>
    private static async Task<string> FindPortAsync()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 30_000);
            if (await LoopbackPort.WaitUntilFreeAsync(port, TimeSpan.Zero, () => { }, Cancellation))
                return port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static async Task WorkUntilKilledAsync(CloudProcess cloud, ConcurrentBag<string> messages, ConcurrentBag<string> pictures)
    {
        using var sqs = cloud.Sqs();
        using var s3 = cloud.S3();
        await sqs.CreateQueueAsync("work", Cancellation);
        bool isKilled = false, ended = false;
        var work = Enumerable.Range(0, 8).Select(async worker =>
        {
            try
            {
                for (var i = 0; !ended; i++)
                {
                    await sqs.SendMessageAsync("work", $"{worker}-{i}", Cancellation);
                    messages.Add($"{worker}-{i}");
                    var picture = new PutObjectRequest
                    {
                        BucketName = "facerec-in-bucket",
                        Key = $"{worker}/{i}",
                        InputStream = new MemoryStream(Encoding.UTF8.GetBytes($"picture {worker}/{i}")),
                    };
                    await s3.PutObjectAsync(picture, Cancellation);
                    pictures.Add(picture.Key);
                }
            }
            catch (Exception) when (Volatile.Read(ref isKilled))
            {
                // Not acknowledged, whatever the SDK makes of a connection that ends anywhere.
            }
        }).ToList();
        await Eventually.TrueAsync(() => pictures.Count > 200, EndTimeout);
        isKilled = true;
        await cloud.KillAsync();
        ended = true;
        await Task.WhenAll(work);
    }

    private static async Task<List<Instance>> InstancesAsync(CloudProcess cloud)
    {
        using var ec2 = cloud.Ec2();
        var found = await ec2.DescribeInstancesAsync(Cancellation);
        return [.. (found.Reservations ?? []).SelectMany(reservation => reservation.Instances)];
    }
}
