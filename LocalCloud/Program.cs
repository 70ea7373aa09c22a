using System.CommandLine;
using System.Runtime.InteropServices;
using FaceRec.LocalCloud.Launcher;

var port = new Option<int>("--port") { Description = "Port of the AWS endpoint on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 4566 };
var gatewayPort = new Option<int>("--gateway-port") { Description = "Port of the Gateway on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 8000 };
var minInstances = new Option<int>("--min-instances") { Description = "Workers that run even when there is nothing to do.", DefaultValueFactory = _ => 1 };
var data = new Option<string?>("--data") { Description = "Folder in which everything is kept (default: artifacts/localcloud of the repository)." };
var ephemeral = new Option<bool>("--ephemeral") { Description = "Keeps nothing beyond the run." };
var awsOnly = new Option<bool>("--aws-only") { Description = "Starts AWS alone, without FaceRec's services." };
var checkSignatures = new Option<bool>("--check-signatures") { Description = "Lets in only requests signed with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (default: local, local)." };
var requireKey = new Option<bool>("--require-key") { Description = "Has the Gateway ask for an API key, as in production; makes one and prints it." };
var command = new RootCommand("Runs FaceRec on this machine, with an AWS of its own on loopback.")
{
    port, gatewayPort, minInstances, data, ephemeral, awsOnly, checkSignatures, requireKey,
};
command.SetAction(async (arguments, _) =>
{
    var options = new LauncherOptions(
        arguments.GetValue(port),
        arguments.GetValue(gatewayPort),
        arguments.GetValue(minInstances),
        arguments.GetValue(ephemeral) ? null : Path.GetFullPath(arguments.GetValue(data) ?? LauncherOptions.DefaultDataFolder()),
        arguments.GetValue(awsOnly),
        arguments.GetValue(checkSignatures),
        arguments.GetValue(requireKey));

    using var stopping = new CancellationTokenSource();
    using var parent = ParentWatch.Start(stopping);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    try
    {
        return await new SystemLauncher(options, new Output(Console.Out)).RunAsync(stopping.Token);
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        return 0;
    }
    catch (Exception e) when (e is IOException or InvalidDataException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }

    // The second time it ends at once; the services then notice that their input has ended, and follow.
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = !stopping.IsCancellationRequested;
        stopping.Cancel();
    }
});

// Signals are ours alone: the library's own handling ends the program after two seconds, in the middle of an ordered stop.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
