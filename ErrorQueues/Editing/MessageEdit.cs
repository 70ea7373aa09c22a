using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceRec.ErrorQueues;

/// <summary>A message with another content: a new message, which names the one it was made from.</summary>
internal static class MessageEdit
{
    /// <summary>The header of the envelope that holds the id of the message from which this one was made.</summary>
    public const string AncestorHeader = "FaceRec-Edited-From";

    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The envelope with the new content and id. Addresses, headers and all other ids stay as they were.</summary>
    /// <exception cref="EditRefusedException">The content does not fit the contract, or there is no envelope.</exception>
    public static string Apply(FailedMessage message, JsonElement content, MessageContracts contracts)
    {
        if (message.Content is null)
            throw new EditRefusedException("Its body is not MassTransit's envelope, so nothing in it can be told apart that may be changed.");
        contracts.Check(message.MessageTypes, content);
        var envelope = JsonNode.Parse(message.Body)!.AsObject();
        envelope["message"] = JsonNode.Parse(content.GetRawText());
        envelope["messageId"] = NewId(message).ToString("D");
        if (envelope["headers"] is not JsonObject headers)
            envelope["headers"] = headers = [];
        headers[AncestorHeader] = message.MessageId ?? message.Id;
        return envelope.ToJsonString(Json);
    }

    /// <summary>Follows from the message in the error queue: edited again after a crash, it gets the same id.</summary>
    public static Guid NewId(FailedMessage message) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"edit {message.Queue.Name}/{message.Id}")).AsSpan(0, 16));
}
