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
}
