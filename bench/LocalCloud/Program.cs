using FaceRec.Bench.LocalCloud;

// What is compared is measured in turns, round by round: what disturbs the machine disturbs them all. Read the ratios, not the rates.
Dictionary<string, Func<Task>> parts = new()
{
    ["start"] = StartAndIdle.RunAsync,
    ["sqs"] = SqsCycles.RunAsync,
    ["s3"] = S3Objects.RunAsync,
    ["ec2"] = Ec2Lists.RunAsync,
    ["backlog"] = Backlog.RunAsync,
    ["journal"] = Journals.RunAsync,
};
foreach (var name in args.Length > 0 ? args : [.. parts.Keys])
{
    if (!parts.TryGetValue(name, out var run))
    {
        Console.Error.WriteLine($"There is no part '{name}'. The parts are: {string.Join(", ", parts.Keys)}.");
        return 1;
    }

    Console.WriteLine($"{name}:");
    await run();
}

return 0;
