using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FaceRec.Autoscaler.Tests;

public sealed class FleetBreakerTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task A_call_is_made_once_and_again_as_often_as_it_may_be_retried(int retries, int calls)
    {
        var options = Options.Create(new BreakerOptions { MaxRetries = retries, RetryDelay = TimeSpan.Zero, Failures = 100 });
        var breaker = new FleetBreaker(options, TimeProvider.System, NullLogger<FleetBreaker>.Instance);
        var made = 0;

        await Assert.ThrowsAsync<Amazon.EC2.AmazonEC2Exception>(async () => await breaker.Pipeline.ExecuteAsync(_ =>
        {
            made++;
            throw new Amazon.EC2.AmazonEC2Exception("Request limit exceeded.") { ErrorCode = "RequestLimitExceeded", StatusCode = System.Net.HttpStatusCode.ServiceUnavailable };
        }, TestContext.Current.CancellationToken));

        Assert.Equal(calls, made);
    }
}
