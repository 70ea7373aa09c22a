using System.ComponentModel.DataAnnotations;

namespace FaceRec.Gateway;

/// <summary>What the Gateway accepts and how long it waits.</summary>
public sealed class GatewayOptions
{
    /// <summary>How long a request waits for its answer before it gets 504 (<c>REQUEST_TIMEOUT</c>, seconds).</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:15:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest picture, in bytes (<c>MAX_FILE_SIZE</c>).</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxFileSize { get; set; } = 10 * 1024 * 1024;

    /// <summary>The slowest that a request's body may come, in bytes a second, after <see cref="SlowUploadGrace"/>. A slower one gets 408.</summary>
    [Range(1, 1_000_000)]
    public int SlowestUpload { get; set; } = 240;

    /// <summary>For how long a body may come more slowly. Kestrel looks once a second.</summary>
    [Range(typeof(TimeSpan), "00:00:01.5", "00:10:00")]
    public TimeSpan SlowUploadGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most pixels a picture may declare, in megapixels (10^6). Checked before anything is decoded.</summary>
    [Range(1, 400)]
    public int MaxMegapixels { get; set; } = 50;

    /// <summary>The largest archive of an import, in bytes.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxArchiveSize { get; set; } = 1024L * 1024 * 1024;

    /// <summary>The most entries of an archive.</summary>
    [Range(1, 1_000_000)]
    public int MaxArchiveFiles { get; set; } = 20_000;

    /// <summary>Whether the same picture asked about again, of the same people, is answered from what was found before.</summary>
    public bool ResultCache { get; set; } = true;

    /// <summary>Answers kept for that, the least recently used going first.</summary>
    [Range(1, 1_000_000)]
    public int ResultCacheSize { get; set; } = 10_000;

    /// <summary>Whether requests with the same picture at the same time share one recognition.</summary>
    public bool Coalesce { get; set; } = true;

    /// <summary>Whether callers without an API key may do everything. Meant for laptops and closed networks.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Origins such as <c>https://doors.example.com</c> whose pages may call the API. Others cannot.</summary>
    [Required]
    public string[] CorsOrigins { get; set; } = [];

    /// <summary>Whether failed messages may be edited and sent on (<c>ERRORS_ALLOW_EDIT</c>).</summary>
    public bool AllowErrorEdits { get; set; }

    /// <summary>Requests a second for each key, where the key does not say otherwise; without a key, for each address.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 500;

    /// <summary>How many requests may come at once before <see cref="RequestsPerSecond"/> counts.</summary>
    [Range(1, 1_000_000)]
    public int RequestBurst { get; set; } = 5_000;

    /// <summary>Requests at once for each key, where the key does not say otherwise; without a key, for each address.</summary>
    [Range(1, 1_000_000)]
    public int ConcurrentRequests { get; set; } = 10_000;

    /// <summary>Most requests that wait for workers, however fast these are; beyond it 503.</summary>
    [Range(1, 1_000_000)]
    public int MostWaiting { get; set; } = 10_000;
}
