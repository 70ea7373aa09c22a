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
        using var http = new HttpClient();
        var rounds = new Rounds();
        for (var round = -20; round < 200; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var found = await ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("tag:fleet", ["bench"])] });
            var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (found.Reservations.Sum(reservation => reservation.Instances.Count) != Instances)
                throw new InvalidOperationException("Some instances are missing.");
            if (round >= 0)
                rounds.Note("DescribeInstances with 500 instances, SDK client, ms", time);
            started = Stopwatch.GetTimestamp();
            using var form = new StringContent("Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=tag:fleet&Filter.1.Value.1=bench", null, "application/x-www-form-urlencoded");
            using var response = await http.PostAsync(aws.Endpoint, form);
            await response.Content.CopyToAsync(Stream.Null);
            if (round >= 0)
                rounds.Note("DescribeInstances with 500 instances, without a client, ms", Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        rounds.PrintAll();
    }
}
