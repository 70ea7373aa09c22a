namespace FaceRec.LocalCloud.Sqs;

/// <summary>One request to SQS, whichever protocol it came by.</summary>
/// <param name="Endpoint">Scheme, host and port as the caller knows them; queue URLs are made from it.</param>
internal sealed record SqsCall(string Action, SqsParameters Parameters, string Endpoint, CancellationToken Aborted);
