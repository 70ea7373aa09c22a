using System.Text.Json.Serialization;

namespace FaceRec.Messages;

/// <summary>What a worker is doing with its queue.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkerState>))]
public enum WorkerState
{
    /// <summary>Model loaded, gallery loaded, taking messages.</summary>
    Ready,

    /// <summary>Takes no more messages and finishes those it has.</summary>
    Draining,

    /// <summary>Has nothing left and can be stopped without loss.</summary>
    Drained,
}
