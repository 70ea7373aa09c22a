using Amazon.S3.Model;

namespace FaceRec.Bench.LocalCloud;

/// <summary>Put and get of 100 KB, by 8 clients. LocalCloud writes to the disk here when it is durable, moto never.</summary>
static class S3Objects
{
    const int Count = 5;
    const int Clients = 8;

    static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    public static async Task RunAsync()
    {
        var servers = await Server.StartAllAsync();
        var rounds = new Rounds();
        for (var round = 0; round <= Count; round++)
        {
            foreach (var server in servers)
            {
                var rate = await MeasureAsync(server);
                if (round > 0)
                    rounds.Note($"put+get of 100 KB/s, {server.Name}", rate);
            }
        }

        rounds.PrintAll();
        if (servers.Count > 2)
            rounds.PrintRatio("put+get of 100 KB/s, durable", "put+get of 100 KB/s, moto");
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    static async Task<double> MeasureAsync(Server server)
    {
        using var s3 = server.S3();
        await s3.PutBucketAsync("bench");
        var picture = new byte[100_000];
        new Random(1).NextBytes(picture);
        return await Bench.LocalCloud.Clients.RateAsync(Clients, Duration, async client =>
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = "bench", Key = $"picture-{client}", InputStream = new MemoryStream(picture) });
            using var got = await s3.GetObjectAsync("bench", $"picture-{client}");
            await got.ResponseStream.CopyToAsync(Stream.Null);
        });
    }
}
