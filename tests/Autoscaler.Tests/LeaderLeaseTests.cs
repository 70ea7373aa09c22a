using FaceRec.Messages;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FaceRec.Autoscaler.Tests;

/// <summary>Leases on a real bucket, each on a clock of its own.</summary>
public sealed class LeaderLeaseTests(AwsServer server) : IAsyncLifetime
{
    static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    readonly Buckets _buckets = new(AwsServer.NewId());

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var s3 = server.S3();
        await s3.PutBucketAsync(_buckets.Output, Cancel);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task One_of_three_who_try_at_once_holds_it()
    {
        var three = Enumerable.Range(0, 3).Select(_ => New().Lease).ToList();

        await Task.WhenAll(three.Select(lease => lease.RefreshAsync(Cancel)));

        Assert.Single(three, lease => lease.IsHeld);
    }

    [Fact]
    public async Task Another_takes_over_only_when_it_was_not_renewed_for_its_duration()
    {
        var (leader, _) = New();
        var (next, clock) = New();
        await leader.RefreshAsync(Cancel);
        await next.RefreshAsync(Cancel);

        clock.Advance(Duration - TimeSpan.FromSeconds(1));
        await leader.RefreshAsync(Cancel);
        await next.RefreshAsync(Cancel); // sees the renewal, and waits anew
        clock.Advance(Duration - TimeSpan.FromSeconds(1));
        await next.RefreshAsync(Cancel);
        Assert.False(next.IsHeld);

        clock.Advance(TimeSpan.FromSeconds(1));
        await next.RefreshAsync(Cancel);
        Assert.True(next.IsHeld);
        await leader.RefreshAsync(Cancel);
        Assert.False(leader.IsHeld);
    }

    [Fact]
    public async Task A_leader_that_slept_does_not_decide_when_it_wakes()
    {
        var (leader, clock) = New();
        await leader.RefreshAsync(Cancel);
        Assert.True(leader.IsHeld);

        clock.Advance(Duration * 0.7);

        Assert.False(leader.IsHeld);
        await leader.RefreshAsync(Cancel);
        Assert.True(leader.IsHeld);
    }

    [Fact]
    public async Task What_is_given_back_is_taken_at_once()
    {
        var (leader, _) = New();
        var (next, _) = New();
        await leader.RefreshAsync(Cancel);

        await leader.ReleaseAsync(Cancel);
        await next.RefreshAsync(Cancel);

        Assert.Equal((false, true), (leader.IsHeld, next.IsHeld));
    }

    (LeaderLease Lease, FakeTimeProvider Clock) New()
    {
        var clock = new FakeTimeProvider();
        return (new LeaderLease(server.S3(), _buckets, clock, Options.Create(new AutoscalerOptions { LeaseDuration = Duration })), clock);
    }
}
