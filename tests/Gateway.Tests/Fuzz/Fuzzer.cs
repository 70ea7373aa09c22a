using System.Collections.Concurrent;
using System.Net;

namespace FaceRec.Gateway.Tests.Fuzz;

/// <summary>Sends damaged pictures and forms to a Gateway and counts what comes back.</summary>
internal static class Fuzzer
{
    // Whatever a busy machine needs; what hangs, hangs longer.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Sends the requests of the seeds from the first on; each seed makes the same request every time.</summary>
    public static async Task<FuzzOutcome> RunAsync(Uri gateway, int first, int count, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = gateway, Timeout = Patience };
        var (statuses, failures) = (new ConcurrentDictionary<HttpStatusCode, int>(), new ConcurrentQueue<string>());
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (seed, token) =>
        {
            try
            {
                using var request = Make(seed);
                using var response = await http.SendAsync(request, token);
                statuses.AddOrUpdate(response.StatusCode, 1, (_, known) => known + 1);
                if ((int)response.StatusCode >= 500)
                    failures.Enqueue($"seed {seed}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(token)}");
            }
            // Thrown at the time-out too: a hang.
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !token.IsCancellationRequested)
            {
                failures.Enqueue($"seed {seed}: {e.Message}");
            }
        });
        return new FuzzOutcome(statuses, [.. failures]);
    }

    static HttpRequestMessage Make(int seed)
    {
        var random = new Random(seed);
        var request = new HttpRequestMessage(HttpMethod.Post, seed % 10 == 9 ? "" : "recognitions");
        if (seed % 3 == 0)
        {
            var (body, contentType) = Mutations.Form(random);
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        else
        {
            request.Content = new ByteArrayContent(Mutations.Picture(random));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "image/jpeg");
        }

        return request;
    }
}
