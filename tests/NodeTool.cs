using System.ComponentModel;
using System.Diagnostics;

namespace FaceRec.Tests;

/// <summary>A tool from npm that a test runs with Node. Without Node the test is skipped.</summary>
internal sealed class NodeTool
{
    private NodeTool(string folder) => Folder = folder;

    /// <summary>Where it is restored, and runs.</summary>
    public string Folder { get; }

    /// <summary>Copies the files of a folder, a package.json and its lock file among them, to another, and restores there.</summary>
    public static async Task<NodeTool> RestoreAsync(string source, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(source))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var tool = new NodeTool(folder);
        var (exitCode, output) = await tool.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        Assert.True(exitCode == 0, output);
        return tool;
    }

    /// <summary>Runs a script. What it wrote to its error output is told where it fails.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync("node", arguments);

    private async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, process.ExitCode == 0 ? output : output + await errors);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not on the PATH.");
            throw;
        }
    }
}
