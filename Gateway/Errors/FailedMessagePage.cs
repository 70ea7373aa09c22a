using FaceRec.ErrorQueues;

namespace FaceRec.Gateway;

/// <summary>Answer to a list of failed messages, which are in no order.</summary>
/// <param name="More">Whether there are more than were asked for.</param>
internal sealed record FailedMessagePage(IReadOnlyList<MessageView> Messages, bool More);
