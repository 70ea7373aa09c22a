using System.Text;
using System.Text.Json;

namespace FaceRec.Gateway.Tests;

/// <summary>An HTTP answer, read to its end.</summary>
internal sealed record Answer(int Status, string? MediaType, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public JsonElement Json => Api.Parse(Bytes);
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The problem's code; null where the answer is none.</summary>
    public string? Code => MediaType == "application/problem+json" ? Json.GetProperty("code").GetString() : null;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, headers, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public override string ToString() => $"{Status} {MediaType}: {(Bytes.Length < 2000 && MediaType?.Contains("image") is not true ? Text : $"{Bytes.Length} bytes")}";
}
