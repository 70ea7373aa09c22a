using System.Diagnostics;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using FaceRec.LocalCloud;

namespace FaceRec.Bench.LocalCloud;

/// <summary>DescribeInstances with 500 instances, which never finish booting, so that there are no 500 processes.</summary>
static class Ec2Lists
{
    const int Instances = 500;

    public static async Task RunAsync()
    {
        await using var aws = await LocalAws.StartAsync(new LocalAwsOptions
        {
            Images = new Dictionary<string, LocalImage> { ["ami-1"] = new LocalImage("sleep", ["600"]) },
            BootDelay = TimeSpan.FromHours(1),
            InstanceCapacity = Instances,
        });
        using var ec2 = new AmazonEC2Client(
            new BasicAWSCredentials("local", "local"), new AmazonEC2Config { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        await ec2.RunInstancesAsync(new RunInstancesRequest("ami-1", Instances, Instances)
        {
            TagSpecifications = [new TagSpecification { ResourceType = ResourceType.Instance, Tags = [new Tag("Name", "worker"), new Tag("fleet", "bench")] }],
        });
        var rounds = new Rounds();
        for (var round = -20; round < 200; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var found = await ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("tag:fleet", ["bench"])] });
            var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (found.Reservations.Sum(reservation => reservation.Instances.Count) != Instances)
                throw new InvalidOperationException("Some instances are missing.");
            if (round >= 0)
                rounds.Note("DescribeInstances with 500 instances, client included, ms", time);
        }

        rounds.PrintAll();
    }
}
