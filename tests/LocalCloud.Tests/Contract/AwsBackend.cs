using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>
/// AWS itself, where somebody asks for it with FACEREC_TEST_AWS=1 and has credentials. Everything that the tests make has a name of its own
/// and is removed by them; instances need a default VPC, and cost some cents.
/// </summary>
public sealed class AwsBackend : Backend
{
    private const string OptIn = "FACEREC_TEST_AWS";

    private AWSCredentials? _credentials;

    public override TimeSpan Patience => TimeSpan.FromMinutes(5);

    protected override string? Unavailable =>
        Environment.GetEnvironmentVariable(OptIn) == "1" ? null : $"Runs against AWS only when {OptIn}=1 asks for it.";

    protected override AWSCredentials Credentials => _credentials ??= DefaultAWSCredentialsIdentityResolver.GetCredentials();

    protected override Uri? Endpoint => null;

    public override async Task<string> FindImageAsync()
    {
        var request = new DescribeImagesRequest { Owners = ["amazon"], Filters = [new Filter("name", ["al2023-ami-2023*-x86_64"]), new Filter("state", ["available"])] };
        var found = await Ec2.DescribeImagesAsync(request, TestContext.Current.CancellationToken);
        return found.Images.OrderByDescending(image => image.CreationDate, StringComparer.Ordinal).First().ImageId;
    }

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;
}
