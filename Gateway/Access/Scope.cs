using System.Text.Json.Serialization;

namespace FaceRec.Gateway;

/// <summary>What an API key allows. None includes another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scope>))]
internal enum Scope
{
    /// <summary>Ask about pictures, and read the answers.</summary>
    [JsonStringEnumMemberName("recognize")]
    Recognize,

    /// <summary>See and change who is enrolled.</summary>
    [JsonStringEnumMemberName("enroll")]
    Enroll,

    /// <summary>Make and remove collections, fetch uploaded pictures, read metrics.</summary>
    [JsonStringEnumMemberName("operate")]
    Operate,
}
