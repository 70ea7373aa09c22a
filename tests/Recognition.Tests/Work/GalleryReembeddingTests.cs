using System.Numerics.Tensors;
using FaceRec.Recognition.Engine;
using FaceRec.Recognition.Matching;
using FaceRec.Recognition.Tests.Consumers;
using FaceRec.Recognition.Tests.Models;
using FaceRec.Recognition.Work;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Tests.Work;

public sealed class GalleryReembeddingTests(EngineFixture fixture) : IDisposable
{
    private readonly Manifests _manifests = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _manifests.Dispose();

    [Fact]
    public async Task A_gallery_of_other_models_is_refused_until_its_faces_are_embedded_again()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        await bench.EnrollAsync(TestPictures.Sample(2), "Bob", face: 0);
        // Another template makes another model: the same weights see faces cut out differently.
        using var other = new FaceEngine(new EngineOptions { Manifest = _manifests.Write(json => json["embedder"]!["template"]![2]![1] = 72.5) });
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Open(other, bench).LoadAsync(Cancel));
        Assert.Contains("gallery reembed", refused.Message, StringComparison.Ordinal);

        Assert.Equal(0, await ReembedAsync(other, bench));

        var gallery = await Open(other, bench).FollowAsync(WorkBench.Collection, Cancel);
        var probe = other.TryAnalyze(TestPictures.Sample(3), embed: true, out _)!.Faces[1].Embedding;
        var best = gallery.FindClosest(probe, 1)[0];
        Assert.Equal(("Ada", true), (best.Person.Name, best.Similarity > 0.5f));
        var original = other.TryAnalyze(TestPictures.Sample(1), embed: true, out _)!.Faces[2].Embedding;
        Assert.Equal(1, TensorPrimitives.Dot<float>(original, gallery.Faces.ToDictionary()[best.Person.Faces[0].Id].Span), 1e-4f);
        Assert.Equal(6, bench.S3.Names().Count(name => name.Contains("/faces/", StringComparison.Ordinal)));
        Assert.Equal(2, (await bench.Store.Snapshots.ReadAsync(WorkBench.Collection, Cancel)).View.FaceCount);
        Assert.Equal(0, await ReembedAsync(other, bench));
    }

    [Fact]
    public async Task A_face_whose_picture_is_gone_is_counted_and_left()
    {
        await using var bench = await WorkBench.StartAsync(fixture);
        await bench.EnrollAsync(TestPictures.Sample(1), "Ada", face: 2);
        await bench.EnrollAsync(TestPictures.Sample(2), "Bob", face: 0);
        bench.S3.Objects.Remove(bench.S3.Names().First(name => name.EndsWith(".picture", StringComparison.Ordinal)));
        using var other = new FaceEngine(new EngineOptions { Manifest = _manifests.Write(json => json["embedder"]!["template"]![2]![1] = 72.5) });

        Assert.Equal(1, await ReembedAsync(other, bench));
        await Assert.ThrowsAsync<InvalidDataException>(() => Open(other, bench).LoadAsync(Cancel));
    }

    private static LiveGallery Open(FaceEngine engine, WorkBench bench) => new(bench.Store, engine);

    private static Task<int> ReembedAsync(FaceEngine engine, WorkBench bench) => new GalleryReembedding(
        engine, bench.Store, new SnapshotWriter(Open(engine, bench), bench.Store, NullLogger<SnapshotWriter>.Instance),
        Options.Create(new EngineOptions()), NullLogger<GalleryReembedding>.Instance).RunAsync(null, Cancel);
}
