using System.Runtime.InteropServices;
using FaceRec.ErrorQueues.CommandLine;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await new ErrorsCommand(Console.Out, Console.Error).RunAsync(args, stopping.Token);

// The batch in hand is finished first, so that nothing is sent and left undeleted; the second time it ends at once.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stopping.IsCancellationRequested;
    stopping.Cancel();
}
