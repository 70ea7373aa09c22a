using System.Security.Cryptography;
using FaceRec.Messages;
using Microsoft.Extensions.Options;

namespace FaceRec.Recognition.Work;

/// <summary>What this start of the worker is called.</summary>
internal sealed class WorkerIdentity(IOptions<RecognitionOptions> options, Queues queues)
{
    public string InstanceId { get; } =
        options.Value.InstanceId ?? Environment.GetEnvironmentVariable("INSTANCE_ID") ?? Environment.MachineName.ToLowerInvariant();

    /// <summary>Where this start of the worker hears <see cref="DrainWorker"/>.</summary>
    public string ControlQueue { get; } = queues.WorkerControl(RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 26));
}
