using System.Net.Sockets;
using System.Text;

namespace FaceRec.Gateway.Tests;

/// <summary>A client that sends its body a byte now and then. Not HttpClient, which hears no answer before it has sent everything.</summary>
internal static class SlowClient
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <param name="address">The Gateway's.</param>
    /// <param name="path">Posted to.</param>
    /// <param name="mediaType">The body's Content-Type.</param>
    /// <param name="start">What comes at once; the rest of a megabyte would follow.</param>
    /// <param name="cancellationToken">Has the client go away.</param>
    public static async Task<Answer> PostAsync(Uri address, string path, string mediaType, byte[] start, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await using var stream = client.GetStream();
        // Of HTTP 1.0, because the answer then ends with the connection.
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.0\r\nHost: {address.Authority}\r\nContent-Type: {mediaType}\r\nContent-Length: 1000000\r\n\r\n"), cancellationToken);
        await stream.WriteAsync(start, cancellationToken);
        var answer = ReadToEndAsync(stream, cancellationToken);
        using var timer = new PeriodicTimer(Pause);
        while (!answer.IsCompleted && await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await stream.WriteAsync("x"u8.ToArray(), cancellationToken);
            }
            catch (IOException)
            {
                // It has hung up; what it said before is being read.
            }
        }

        return await answer;
    }

    static async Task<Answer> ReadToEndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, cancellationToken);
        }
        catch (IOException)
        {
            // Reset, because we were still sending.
        }

        var bytes = all.ToArray();
        var body = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(body > 0, "The connection ended without an answer.");
        var head = Encoding.ASCII.GetString(bytes, 0, body).Split("\r\n");
        var headers = head[1..].Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1], StringComparer.OrdinalIgnoreCase);
        return new Answer(int.Parse(head[0].Split(' ')[1]), headers.GetValueOrDefault("Content-Type")?.Split(';')[0], headers, bytes[(body + 4)..]);
    }
}
