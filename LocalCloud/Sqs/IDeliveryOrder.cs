namespace FaceRec.LocalCloud.Sqs;

/// <summary>Which visible message is handed out next. Used only under the lock of its queue.</summary>
internal interface IDeliveryOrder
{
    /// <summary>The number of visible messages, also of those that may not be handed out yet.</summary>
    int Count { get; }

    /// <summary>Whether a receive would find a message now.</summary>
    bool HasNext { get; }

    void Add(SqsMessage message);

    /// <summary>A message that nobody saw goes back to where it was.</summary>
    void PutBack(SqsMessage message);

    /// <summary>Takes a visible message out that was not handed out: deleted, expired or moved away.</summary>
    void Remove(SqsMessage message);

    /// <summary>Begins one receive call; the messages of one call may belong together.</summary>
    void BeginReceive();

    /// <summary>The next message, now in flight; null where there is none.</summary>
    SqsMessage? Next();

    /// <summary>A message that was in flight already when the program started.</summary>
    void Hold(SqsMessage message);

    /// <summary>A message that <see cref="Next"/> gave is no longer in flight.</summary>
    void Release(SqsMessage message);

    void Clear();
}
