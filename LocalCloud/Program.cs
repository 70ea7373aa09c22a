using System.CommandLine;
using System.Runtime.InteropServices;
using FaceRec.LocalCloud.Launcher;

var port = new Option<int>("--port") { Description = "Port of the AWS endpoint on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 4566 };
var gatewayPort = new Option<int>("--gateway-port") { Description = "Port of the Gateway on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 8000 };
var minInstances = new Option<int>("--min-instances") { Description = "Workers that run even when there is nothing to do.", DefaultValueFactory = _ => 1 };
var data = new Option<string?>("--data") { Description = "Folder in which everything is kept (default: artifacts/localcloud of the repository)." };
var ephemeral = new Option<bool>("--ephemeral") { Description = "Keeps nothing beyond the run." };
var awsOnly = new Option<bool>("--aws-only") { Description = "Starts AWS alone, without FaceRec's services." };
var requireKey = new Option<bool>("--require-key") { Description = "Has the Gateway ask for an API key, as in production; makes one and prints it." };
var command = new RootCommand("Runs FaceRec on this machine, with an AWS of its own on loopback.") { port, gatewayPort, minInstances, data, ephemeral, awsOnly, requireKey };
command.SetAction(async (arguments, _) =>
{
    var options = new LauncherOptions(
        arguments.GetValue(port),
        arguments.GetValue(gatewayPort),
        arguments.GetValue(minInstances),
        arguments.GetValue(ephemeral) ? null : Path.GetFullPath(arguments.GetValue(data) ?? LauncherOptions.DefaultDataFolder()),
        arguments.GetValue(awsOnly),
        arguments.GetValue(requireKey));

    using var stopping = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    try
    {
        return await new SystemLauncher(options, new Output(Console.Out)).RunAsync(stopping.Token);
    }
    catch (Exception e) when (e is IOException or FileNotFoundException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stopping.Cancel();
    }
});
return await command.Parse(args).InvokeAsync();
