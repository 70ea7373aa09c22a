namespace FaceRec.Gateway;

/// <summary>A request that is in the queue. Wrapped so that awaiting the sending does not await the answer.</summary>
/// <param name="Answer">Completes with the answer or with the problem that came of it; never throws for an outcome of the request itself.</param>
internal sealed record PendingAnswer<T>(Task<Checked<T>> Answer) where T : class;
