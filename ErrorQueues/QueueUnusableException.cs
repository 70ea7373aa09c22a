namespace FaceRec.ErrorQueues;

/// <summary>A queue is missing, or must not be read; the message says why and what to do.</summary>
public sealed class QueueUnusableException(string message, Exception? inner = null) : Exception(message, inner);
