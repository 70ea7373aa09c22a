using System.ComponentModel.DataAnnotations;

namespace FaceRec.Recognition;

/// <summary>How the worker works, beside how it looks at pictures (<see cref="Engine.EngineOptions"/>).</summary>
internal sealed class RecognitionOptions
{
    /// <summary>How many pictures are handled at once; 0 = as many as there are cores.</summary>
    [Range(0, 1024)]
    public int Slots { get; set; }

    /// <summary>How often a failed message is tried again at once, and how often again after a delay (<c>MAX_RETRIES</c>).</summary>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The first delay before a failed message is tried again; it doubles each time, up to SQS's 15 minutes (<c>RETRY_DELAY</c>). By default
    /// the last try comes after 35 to 42 s: the client hears of a failure before it gives up waiting.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:15:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a message stays hidden while it is worked on, before it is renewed or comes back (<c>VISIBILITY_TIMEOUT</c>). When a worker
    /// dies, another takes its messages up after this time, so it is well below a client's patience of 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan VisibilityTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the worker reports to the autoscaler.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The share of strangers who may get a name: thresholds follow it and the number of enrolled faces.</summary>
    [Range(1e-6, 0.5)]
    public double StrangersNamed { get; set; } = 0.005;

    /// <summary>This worker's name in reports; where it is not set, <c>INSTANCE_ID</c>, then the machine's name.</summary>
    public string? InstanceId { get; set; }

    /// <summary>What enrolment asks of a face.</summary>
    [Required]
    public EnrollmentOptions Enrollment { get; set; } = new();

    internal int SlotCount => Slots > 0 ? Slots : Environment.ProcessorCount;
}
