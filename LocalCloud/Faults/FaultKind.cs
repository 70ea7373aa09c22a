namespace FaceRec.LocalCloud;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>The service's own error for too many requests, such as S3's SlowDown.</summary>
    Throttle,

    /// <summary>Status 500.</summary>
    InternalError,

    /// <summary>Status 503.</summary>
    Unavailable,

    /// <summary>EC2 has no room: InsufficientInstanceCapacity for launches and starts, whatever else the fault names.</summary>
    NoCapacity,

    /// <summary>The request is carried out later.</summary>
    Delay,

    /// <summary>The connection is closed and nothing is done.</summary>
    Drop,

    /// <summary>What is asked for is done, and the connection closed in place of an answer.</summary>
    LoseAnswer,

    /// <summary>What is asked for is done at once, and answered later.</summary>
    LateAnswer,

    /// <summary>Nothing is done, and nothing answered until the caller gives up.</summary>
    Blackhole,
}
