using Amazon.SecurityToken.Model;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>What tools ask STS, as the AWS SDK sees it.</summary>
public abstract class StsContract(Backend backend)
{
    [Fact]
    public async Task It_says_who_the_caller_is()
    {
        backend.Require();
        var caller = await backend.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken);
        Assert.Matches("^[0-9]{12}$", caller.Account);
        Assert.Contains($":{caller.Account}:", caller.Arn, StringComparison.Ordinal);
        Assert.NotEmpty(caller.UserId);
    }
}
