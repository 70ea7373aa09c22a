using System.Text.Json.Serialization;

namespace FaceRec.Messages;

/// <summary>Whether a face was named.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaceOutcome>))]
public enum FaceOutcome
{
    /// <summary>Nobody in the collection is similar enough, or two people are too close to tell.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>One enrolled person is similar enough, and by a margin more than anybody else.</summary>
    [JsonStringEnumMemberName("recognized")]
    Recognized,
}
