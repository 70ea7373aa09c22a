using System.Net;

namespace FaceRec.Journeys;

/// <summary>Many pictures at once, of people whom nobody has enrolled.</summary>
internal static class Uploads
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Posts as the lineage's clients do, every picture under the same file name.</summary>
    public static List<Task<(HttpStatusCode Status, string Text)>> PostAll(LaunchedSystem system, int count)
    {
        var photos = Enumerable.Range(1, 6).Select(Repository.Photo).ToList();
        return [.. Enumerable.Range(0, count).Select(i => PostAsync(system, photos[i % photos.Count]))];
    }

    public static async Task AllAnsweredAsync(List<Task<(HttpStatusCode Status, string Text)>> posts) =>
        Assert.All(await Task.WhenAll(posts), answer => Assert.Equal((HttpStatusCode.OK, "test_000:unknown"), answer));

    static async Task<(HttpStatusCode Status, string Text)> PostAsync(LaunchedSystem system, byte[] photo)
    {
        using var response = await system.PostAsync("", "inputFile", photo, "test_000.jpg", Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
