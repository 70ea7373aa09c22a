using System.Globalization;
using FaceRec.Recognition.Bench;

int Number(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;

switch (args.FirstOrDefault())
{
    case "search":
        SearchBench.Run(Number(1, 1_000_000));
        return 0;
    case "start":
        await StartBench.RunAsync(Number(1, 100_000), args.Length > 2 ? new Uri(args[2]) : null);
        return 0;
    default:
        Console.Error.WriteLine("""
            search [faces]           one search in a large gallery, beside the memory's speed
            start [faces] [S3 URL]   from nothing to ready, with a snapshot in S3 (LocalCloud's, say) or in this process
            """);
        return 1;
}
