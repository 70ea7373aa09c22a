namespace FaceRec.ErrorQueues;

/// <summary>A message for which something failed.</summary>
/// <param name="Id">SQS's id of the message in the error queue.</param>
public sealed record RunProblem(string Queue, string Id, string Reason);
