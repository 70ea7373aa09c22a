namespace FaceRec.ErrorQueues;

/// <summary>An edit cannot be made; the message says why.</summary>
public sealed class EditRefusedException(string message, Exception? inner = null) : Exception(message, inner);
