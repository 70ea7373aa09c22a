namespace FaceRec.Messages;

/// <summary>The names of the queues of one installation. SQS allows 80 characters: letters, digits, hyphens and underscores.</summary>
/// <param name="Id">The installation's ID, the first part of every name.</param>
public sealed record Queues(string Id)
{
    /// <summary>Work for the face workers: <see cref="RecognizeFaces"/>, <see cref="EnrollFace"/>, <see cref="DetectFaces"/>, <see cref="VerifyFaces"/>.</summary>
    public string Recognition => $"{Id}-recognition";

    /// <summary>What the Autoscaler reacts to: <see cref="QueueMeasured"/>, <see cref="WorkerReported"/>, <see cref="WorkerDrained"/>.</summary>
    public string Autoscaler => $"{Id}-autoscaler";

    /// <summary>The queue on which one worker hears <see cref="DrainWorker"/>; it lives as long as the worker.</summary>
    public string Worker(string instanceId) => $"{Id}-worker-{instanceId}";

    /// <summary>
    /// The same for one start of a worker, named as SqsTransport names temporary queues, so that it is swept away after a worker
    /// that was killed. A stopped worker that starts again within a minute must not ask for a name just deleted: SQS refuses it.
    /// </summary>
    /// <param name="start">26 lower-case letters and digits, new at every start.</param>
    public string WorkerControl(string start) => $"{Id}-worker_endpoint_{start}";
}
