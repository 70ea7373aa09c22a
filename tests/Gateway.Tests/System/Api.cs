using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FaceRec.Gateway.Tests;

/// <summary>Requests as clients make them.</summary>
internal static class Api
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string NewCollection() => $"c{Guid.NewGuid():N}"[..20];

    /// <summary>A form with one file, as curl -F makes it.</summary>
    public static MultipartFormDataContent Form(byte[] bytes, string field = "file", string fileName = "picture.jpg") => new() { { new ByteArrayContent(bytes), field, fileName } };

    public static ByteArrayContent Raw(byte[] bytes, string mediaType = "image/jpeg") => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };

    public static Task<Answer> SendAsync(this HttpClient http, HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers) =>
        http.SendAsync(method, path, content, Cancel, headers);

    public static async Task<Answer> SendAsync(this HttpClient http, HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, cancellationToken);
        return await Answer.ReadAsync(response);
    }

    public static Task<Answer> PostPictureAsync(this HttpClient http, string path, byte[] picture, params (string Name, string Value)[] headers) =>
        http.SendAsync(HttpMethod.Post, path, Form(picture), headers);

    public static Task<Answer> ReadAsync(this HttpClient http, string path) => http.SendAsync(HttpMethod.Get, path);

    public static Task<Answer> PostJsonAsync(this HttpClient http, string path, object body) => http.SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    public static JsonElement Parse(byte[] bytes) => JsonDocument.Parse(bytes).RootElement.Clone();
}
