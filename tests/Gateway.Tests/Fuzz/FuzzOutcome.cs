using System.Net;

namespace FaceRec.Gateway.Tests.Fuzz;

/// <summary>What came of a run.</summary>
/// <param name="Statuses">How often each status was answered.</param>
/// <param name="Failures">Answers of 500 and more, lost connections and hangs, with the seeds that bring them about again.</param>
internal sealed record FuzzOutcome(IReadOnlyDictionary<HttpStatusCode, int> Statuses, IReadOnlyList<string> Failures);
