using System.CommandLine;
using FaceRec.GatewayBench;

var waiting = new Option<int>("--requests") { Description = "Requests that wait at once.", DefaultValueFactory = _ => 10_000 };
var waitingCommand = new Command("waiting", "Memory for each request that waits for its answer.") { waiting };
waitingCommand.SetAction((arguments, cancellationToken) => WaitingBench.RunAsync(arguments.GetValue(waiting), cancellationToken));

var fuzz = new Option<int>("--requests") { Description = "Damaged pictures and forms to send.", DefaultValueFactory = _ => 100_000 };
var fuzzCommand = new Command("fuzz", "Sends damaged pictures and forms, and counts what is answered with 500 or more, or not at all.") { fuzz };
fuzzCommand.SetAction((arguments, cancellationToken) => FuzzBench.RunAsync(arguments.GetValue(fuzz), cancellationToken));

return await new RootCommand("Measures the Gateway.") { waitingCommand, fuzzCommand }.Parse(args).InvokeAsync();
