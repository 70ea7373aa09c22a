using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway.Tests.Uploads;

/// <summary>Clients that send a byte now and then: such a connection is ended, and holds nothing meanwhile.</summary>
public sealed class SlowUploadTests(WholeSystem system)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_trickles_ends_in_a_problem_and_leaves_nothing_behind()
    {
        await using var gateway = await TestGateway.StartAsync(system.Aws, "idle", "Gateway:SlowUploadGrace=00:00:02");
        Task<Answer>[] slow =
        [
            SendAsync("/recognitions", "image/jpeg", [0xFF, 0xD8, 0xFF]),
            SendAsync("/verifications", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nBM"u8.ToArray()),
            SendAsync("/people/Anna/merge", "application/json", "{\"into\":\""u8.ToArray()),
            SendAsync("/people:import", "application/zip", "PK"u8.ToArray()),
        ];

        foreach (var answer in await Task.WhenAll(slow))
            Assert.Equal((408, "upload-too-slow"), (answer.Status, answer.Code));
        await Eventually.TrueAsync(() => HeldFiles() == 0);

        Task<Answer> SendAsync(string path, string mediaType, byte[] start) => SlowClient.PostAsync(gateway.Address, path, mediaType, start, Cancel);
    }

    [Fact]
    public async Task Others_are_answered_while_bodies_trickle()
    {
        await using var gateway = await TestGateway.StartAsync(system.Aws, "idle", "Gateway:SlowUploadGrace=00:10:00");
        using var goingAway = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var slow = Enumerable.Range(0, 200).Select(_ => SlowClient.PostAsync(gateway.Address, "/recognitions", "image/jpeg", [0xFF, 0xD8, 0xFF], goingAway.Token)).ToList();

        Assert.Equal(200, (await gateway.Http.ReadAsync("people")).Status);
        Assert.Equal(202, (await gateway.Http.PostPictureAsync("recognitions", TestPicture.Blank(), ("Prefer", "respond-async"))).Status);
        Assert.All(slow, request => Assert.False(request.IsCompleted));
        await goingAway.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(slow));
    }

    [Fact]
    public async Task A_body_that_announces_much_holds_no_more_than_has_come()
    {
        const int announced = 200_000_000;
        var uploads = new UploadReader(Options.Create(new GatewayOptions { MaxFileSize = announced }));
        var request = new DefaultHttpContext().Request;
        using var goingAway = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        (request.ContentType, request.ContentLength, request.Body) = ("image/jpeg", announced, new Stalling(firstBytes: 1000));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = uploads.ReadOneAsync(request, "file", goingAway.Token);
        var held = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.False(reading.IsCompleted);
        Assert.InRange(held, 0, 1_000_000);
        await goingAway.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_picture_larger_than_the_first_room_for_it_is_read_whole(bool announced)
    {
        var picture = RarePicture.Bmp(SkiaSharp.SKBitmap.Decode(TestPicture.Blank(width: 301, height: 307)));
        var uploads = new UploadReader(Options.Create(new GatewayOptions()));
        var request = new DefaultHttpContext().Request;
        (request.ContentType, request.ContentLength, request.Body) = ("image/bmp", announced ? picture.Length : null, new MemoryStream(picture));

        var read = await uploads.ReadOneAsync(request, "file", Cancel);

        Assert.Equal(picture, read.Value!.Bytes.ToArray());
        // To the byte, where it was known.
        Assert.True(!announced || read.Value.Bytes.Array!.Length == picture.Length);
    }

    // Of archives: the file has no name any more, so only the process itself can be asked.
    static int HeldFiles() => !OperatingSystem.IsLinux() ? 0 : Directory.GetFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget?.Contains("/facerec-", StringComparison.Ordinal) is true);

    /// <summary>Gives some bytes at once, and then no more.</summary>
    sealed class Stalling(int firstBytes) : MemoryStream(new byte[firstBytes])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                return read;
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
