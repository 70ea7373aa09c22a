using System.Globalization;
using FaceRec.Recognition.Bench;

int Number(int place, int otherwise) => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;

switch (args)
{
    case ["speed", var folder, ..]:
        SpeedBench.Run(folder, Number(2, 300));
        return 0;
    case ["bare", var folder, ..]:
        BareBench.Run(folder, Number(2, 200));
        return 0;
    case ["peer", var folder, var peer, ..]:
        PeerBench.Run(folder, Number(3, 60), peer, args.Length > 4 ? args[4] : "ssd");
        return 0;
    case ["soak", var folder, ..]:
        SoakBench.Run(folder, TimeSpan.FromSeconds(Number(2, 120)));
        return 0;
    case ["search", ..]:
        SearchBench.Run(Number(1, 1_000_000));
        return 0;
    case ["start", ..]:
        await StartBench.RunAsync(Number(1, 100_000), Number(2, 5), args.Length > 3 ? args[3] : null);
        return 0;
    default:
        Console.Error.WriteLine("""
            speed <folder> [pictures]               pictures a second on 1 and 2 threads, and how much of the time is the networks'
            bare <folder> [pictures]                the networks alone, in turn with the engine: is their share of its time their own?
            peer <folder> <peer> [pictures] [ssd|tiny]   beside face-api, in turn; <peer> is bench/Recognition/peer after npm ci
            soak <folder> [seconds]                 eight threads on mixed pictures: no crash, no growth
            search [faces]                          one search in a large gallery, beside the memory's speed
            start [faces] [runs] [worker]           a new worker process from nothing to ready, with a snapshot in LocalCloud's S3; [worker] is the folder of a published one
            """);
        return 1;
}
