using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using FaceRec.Bench.ErrorQueues;
using FaceRec.Bench.Transport;

// Few and many messages, and with and without the ledger in S3, in one run: read the ratios, not the times.
var many = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var few = many / 5;

using var aws = await AwsProcess.StartAsync();
var credentials = new BasicAWSCredentials("bench", "bench");
using var sqs = new AmazonSQSClient(credentials, new AmazonSQSConfig { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
using var s3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
await s3.PutBucketAsync("bench-out-bucket");
var messages = new FailedMessages(sqs);

await messages.AddAsync("bench-few", few);
var fewGroups = await RunAsync($"groups of {few}", few, "groups", "--queue", "bench-few_error");
var withoutLedger = await RunAsync($"redeliver {few} without a ledger", few, "redeliver", "--all", "--no-audit", "--queue", "bench-few_error");
await messages.AddAsync("bench-few", few);
var withLedger = await RunAsync($"redeliver {few}", few, "redeliver", "--all", "--queue", "bench-few_error");
await messages.AddAsync("bench-many", many);
var manyGroups = await RunAsync($"groups of {many}", many, "groups", "--queue", "bench-many_error");
await RunAsync($"redeliver {many}", many, "redeliver", "--all", "--queue", "bench-many_error");

Console.WriteLine();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{many / few} times as many messages take {manyGroups.PeakMiB / fewGroups.PeakMiB:0.00} times the memory to group"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the ledger leaves {withoutLedger.Seconds / withLedger.Seconds:0.00} of the rate of sending back"));

async Task<ToolRun> RunAsync(string name, int count, params string[] command)
{
    var run = await ToolRun.StartAsync(aws.Endpoint, command);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {run.Seconds,6:0.0} s   {count / run.Seconds,7:0} messages/s   {run.PeakMiB,5:0} MiB at most"));
    return run;
}
