using FaceRec.LocalCloud;

await using var aws = await LocalAws.StartAsync(new LocalAwsOptions { Port = 4566 });
Console.WriteLine(aws.Endpoint);
await Task.Delay(Timeout.Infinite);
