using FaceRec.Gallery;
using FaceRec.Recognition.Matching;

namespace FaceRec.Recognition.Tests.Matching;

public sealed class LiveGalleryTests(EngineFixture fixture) : IDisposable
{
    private readonly MemoryS3 _s3 = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _s3.Dispose();

    [Fact]
    public async Task A_recognition_after_an_enrolments_answer_sees_it_on_any_worker_and_a_deletion_likewise()
    {
        var workers = Enumerable.Range(0, 4).Select(_ => Worker()).ToList();
        for (var number = 0; number < 20; number++)
        {
            await workers[number % 4].EnrollAsync(number, Cancel);
            foreach (var worker in workers)
                Assert.Equal($"Person {number}", (await worker.RecognizeAsync(number, Cancel)).Person);

            await new GalleryEditor(workers[(number + 1) % 4].Store).RemovePersonAsync(GalleryWorker.Collection, $"Person {number}", Cancel);
            foreach (var worker in workers)
                Assert.NotEqual($"Person {number}", (await worker.RecognizeAsync(number, Cancel)).Person);
        }
    }

    [Fact]
    public async Task Renaming_merging_and_moving_show_in_the_next_answer()
    {
        var (worker, other) = (Worker(), Worker());
        foreach (var number in new[] { 1, 2, 3 })
            await worker.EnrollAsync(number, Cancel);
        var editor = new GalleryEditor(other.Store);

        await editor.RenamePersonAsync(GalleryWorker.Collection, "Person 1", "Ada", Cancel);
        Assert.Equal("Ada", (await worker.RecognizeAsync(1, Cancel)).Person);
        await editor.MergePeopleAsync(GalleryWorker.Collection, "Ada", "Person 2", Cancel);
        Assert.Equal("Person 2", (await worker.RecognizeAsync(1, Cancel)).Person);
        var face = (await worker.Store.GetAsync(GalleryWorker.Collection, Cancel)).FindPerson("Person 2")!.Faces[^1].Id;
        await editor.MoveFaceAsync(GalleryWorker.Collection, face, "Person 3", Cancel);
        Assert.Equal("Person 3", (await worker.RecognizeAsync(1, Cancel)).Person);
    }

    [Fact]
    public async Task A_look_for_changes_costs_one_call_and_an_idle_worker_makes_none()
    {
        var worker = Worker();
        await worker.EnrollAsync(1, Cancel);
        await worker.Gallery.FollowAsync(GalleryWorker.Collection, Cancel);

        var before = _s3.Calls;
        await worker.Gallery.FollowAsync(GalleryWorker.Collection, Cancel);

        Assert.Equal(before + 1, _s3.Calls);
    }

    [Fact]
    public async Task A_worker_that_starts_from_a_snapshot_knows_what_the_others_know()
    {
        var first = Worker();
        await FillAsync(first, 120);
        Assert.True(await first.Writer.WriteAsync(GalleryWorker.Collection, always: true, Cancel));
        await first.EnrollAsync(5000, Cancel);

        var before = _s3.Calls;
        var second = Worker();
        await second.Gallery.LoadAsync(Cancel);

        // The list of collections, a manifest, the people, one part, one entry with its face, and the looks around it.
        Assert.InRange(_s3.Calls - before, 5, 20);
        Assert.Equal("Person 19", (await second.RecognizeAsync(119, Cancel)).Person);
        Assert.Equal("Person 0", (await second.RecognizeAsync(5000, Cancel)).Person);
    }

    [Fact]
    public async Task Of_many_workers_that_find_a_snapshot_due_one_writes_it_and_the_old_one_goes()
    {
        var workers = Enumerable.Range(0, 4).Select(_ => Worker()).ToList();
        await FillAsync(workers[0], 1100);
        foreach (var worker in workers)
            await worker.Gallery.FollowAsync(GalleryWorker.Collection, Cancel);
        Assert.All(workers, worker => Assert.True(worker.Gallery.SnapshotsDue.TryRead(out _)));

        var first = await Task.WhenAll(workers.Select(worker => worker.Writer.WriteAsync(GalleryWorker.Collection, always: false, Cancel)));
        Assert.Single(first, true);
        await FillAsync(workers[1], 1100, from: 2000);
        Assert.True(await workers[2].Writer.WriteAsync(GalleryWorker.Collection, always: false, Cancel));

        var folders = _s3.Names().Where(name => name.Contains("/snapshots/", StringComparison.Ordinal)).Select(name => name.Split('/')[^2]).Distinct();
        Assert.Single(folders);
        Assert.Equal(2200, (await workers[3].Store.Snapshots.ReadAsync(GalleryWorker.Collection, Cancel)).View.FaceCount);
    }

    [Fact]
    public async Task A_snapshot_under_way_cannot_bring_an_erased_face_back()
    {
        var (writer, other) = (Worker(), Worker());
        await FillAsync(writer, 50);
        var erased = false;
        _s3.Before = (operation, name) =>
        {
            // The writer has read everything and is about to publish: just then somebody is erased.
            if (erased || operation != "PutObject" || !name.EndsWith("people.bin", StringComparison.Ordinal))
                return;
            erased = true;
            Task.Run(() => new GalleryEditor(other.Store).RemovePersonAsync(GalleryWorker.Collection, "Person 7", Cancel)).Wait(Cancel);
        };

        Assert.False(await writer.Writer.WriteAsync(GalleryWorker.Collection, always: true, Cancel));

        var snapshot = await other.Store.Snapshots.ReadAsync(GalleryWorker.Collection, Cancel);
        Assert.Null(snapshot.View.FindPerson("Person 7"));
        Assert.NotEqual("Person 7", (await Worker().RecognizeAsync(7, Cancel)).Person);
    }

    [Theory]
    [InlineData(999, 0, false)]
    [InlineData(1000, 0, true)]
    [InlineData(2999, 100_000, false)]
    [InlineData(3000, 100_000, true)]
    public void A_snapshot_is_due_the_later_the_more_it_costs(long behind, int faces, bool due) => Assert.Equal(due, SnapshotRule.IsDue(behind, faces));

    private GalleryWorker Worker() => new(fixture.Engine, _s3);

    private static async Task FillAsync(GalleryWorker worker, int faces, int from = 0)
    {
        for (var number = from; number < from + faces; number++)
            await worker.EnrollAsync(number, Cancel);
    }
}
