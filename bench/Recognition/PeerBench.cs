using System.Diagnostics;
using System.Globalization;
using FaceRec.Recognition.Engine;

namespace FaceRec.Recognition.Bench;

/// <summary>The engine and face-api (npm, WebAssembly) on the same pictures in turn, one picture at a time, reading and decoding included.</summary>
internal static class PeerBench
{
    public static void Run(string folder, int count, string peerFolder, string detector)
    {
        var pictures = Pictures.Take(folder, count);
        using var engine = new FaceEngine(new EngineOptions());
        using var peer = Process.Start(new ProcessStartInfo("node", ["peer.mjs", detector])
        {
            WorkingDirectory = peerFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("node could not be started.");
        while (peer.StandardOutput.ReadLine() is { } line && line != "ready")
            Console.Error.WriteLine(line);

        var (ours, theirs, ourFaces, theirFaces) = (0.0, 0.0, 0, 0);
        for (var i = 0; i < pictures.Count; i++)
        {
            var watch = Stopwatch.StartNew();
            var faces = engine.TryAnalyze(File.ReadAllBytes(pictures[i]), embed: true, out _)?.Faces.Count ?? 0;
            var milliseconds = watch.Elapsed.TotalMilliseconds;
            peer.StandardInput.WriteLine(Path.GetFullPath(pictures[i]));
            var answer = (peer.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer ended.")).Split(' ');
            // The first few make both warm.
            if (i < 5)
                continue;
            (ours, ourFaces) = (ours + milliseconds, ourFaces + faces);
            (theirs, theirFaces) = (theirs + double.Parse(answer[0], CultureInfo.InvariantCulture), theirFaces + int.Parse(answer[1], CultureInfo.InvariantCulture));
        }
        peer.StandardInput.Close();
        peer.WaitForExit();
        var counted = pictures.Count - 5;
        Console.WriteLine($"{counted} pictures in turn, one thread each: ours {counted / ours * 1000:F1} pictures/s ({ourFaces} faces), face-api {detector} {counted / theirs * 1000:F1} ({theirFaces} faces): {theirs / ours:F1} times as fast");
    }
}
