using System.ComponentModel.DataAnnotations;

namespace FaceRec.Autoscaler;

/// <summary>Where Prometheus finds the Autoscaler's metrics.</summary>
public sealed class MetricsOptions
{
    /// <summary>The port of <c>/metrics</c> (<c>METRICS_PORT</c>); 0 = none.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>The address to listen at; <c>+</c> = every one of this machine.</summary>
    [Required]
    public string Host { get; set; } = "localhost";
}
