namespace FaceRec.ErrorQueues.CommandLine;

/// <summary>What the command line answers scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int WrongCommandLine = 1;
    public const int NothingMatched = 2;

    /// <summary>Some messages could not be sent or deleted; they are still in the error queue.</summary>
    public const int SomeFailed = 3;

    /// <summary>A queue is missing or must not be read, or SQS does not answer.</summary>
    public const int QueueUnusable = 4;

    /// <summary>Stopped before the end: by a signal, or by --stop-after-failures.</summary>
    public const int Stopped = 5;
}
