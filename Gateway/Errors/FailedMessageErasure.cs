using System.Text.Json;
using FaceRec.Gallery;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>Takes what is erased out of the messages that failed: they lie in queues and archives, where the gallery does not look.</summary>
internal sealed class FailedMessageErasure(ErrorDesk desk)
{
    /// <summary>Goes through all error queues and archives, also where there is no receipt: then an earlier erasure may have ended in the middle.</summary>
    /// <param name="person">Null where a face or a whole collection is erased.</param>
    /// <returns>The receipt with the messages in it; null where there was none.</returns>
    public async Task<ErasureReceipt?> CompleteAsync(ErasureReceipt? receipt, Caller caller, string collection, string? person, bool wholeCollection, CancellationToken cancellationToken)
    {
        var messages = await desk.ActionsOf(caller).EraseAsync(await desk.QueuesAsync(null, cancellationToken),
            message => message.Content is { } content && Refers(content, message.PictureKeys, receipt, collection, person, wholeCollection), cancellationToken);
        return receipt is null ? null : receipt with { FailedMessages = messages };
    }

    internal static bool Refers(JsonElement content, IReadOnlyList<string> pictures, ErasureReceipt? receipt, string collection, string? person, bool wholeCollection)
    {
        if (receipt is not null && (pictures.Any(receipt.Pictures.Contains) || (Guid.TryParse(Text("recognitionId"), out var id) && receipt.Results.Contains(ObjectKeys.Result(id)))))
            return true;
        return Text("collection") == collection && (wholeCollection || (person is not null && Text("person") == person));

        string? Text(string member) => content.ValueKind is JsonValueKind.Object && content.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
    }
}
