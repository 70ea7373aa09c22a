using System.Text;

namespace FaceRec.Gateway.Tests.Fuzz;

/// <summary>Damages pictures and forms. The same random numbers do the same damage.</summary>
internal static class Mutations
{
    const string Boundary = "----fuzz";

    static ReadOnlySpan<byte> Extremes => [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF];

    /// <summary>A sound picture with one to four damages.</summary>
    public static byte[] Picture(Random random)
    {
        var bytes = Pick(random, Seeds.Pictures).ToArray();
        for (var i = random.Next(1, 5); i > 0; i--)
            bytes = Damage(random, bytes);
        return bytes;
    }

    /// <summary>A body that is meant as multipart/form-data and mostly is not, and the type that it is sent with.</summary>
    public static (byte[] Body, string ContentType) Form(Random random)
    {
        var disposition = Pick(random,
        [
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"", "Content-Disposition: form-data; name=file", "Content-Disposition: form-data; name=\"\"",
            "Content-Disposition: form-data; name=\"file\"; filename=\"../../x\"", "Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''%00%ff", "Content-Disposition: ;;;",
            "Content-Disposition form-data", "", $"X-Long: {new string('x', random.Next(40_000))}", "Content-Disposition: form-data; name=\"fïle\"; filename=\"\u0001\"",
        ]);
        var end = Pick(random, ["\r\n", "\n", "\r", ""]);
        var body = new MemoryStream();
        for (var part = random.Next(1, 20); part > 0; part--)
        {
            Write(body, $"{(random.Next(8) == 0 ? "" : "--")}{Boundary}{end}{disposition}{end}{(random.Next(4) == 0 ? "Content-Type: image/jpeg" + end : "")}{end}");
            body.Write(random.Next(2) == 0 ? Pick(random, Seeds.Pictures) : Picture(random));
            Write(body, end);
            if (random.Next(2) == 0)
                break;
        }

        if (random.Next(3) > 0)
            Write(body, $"--{Boundary}--{end}");
        var bytes = body.ToArray();
        if (random.Next(2) == 0)
            bytes = Damage(random, bytes);
        return (bytes, Pick(random,
        [
            $"multipart/form-data; boundary={Boundary}", $"multipart/form-data; boundary=\"{Boundary}\"", "multipart/form-data", "multipart/form-data; boundary=other",
            $"multipart/form-data; boundary={new string('b', 200)}", "image/png", "text/plain", $"multipart/mixed; boundary={Boundary}",
        ]));
    }

    static byte[] Damage(Random random, byte[] bytes)
    {
        if (bytes.Length < 2)
            return [.. bytes, (byte)random.Next(256)];
        // What is accepted is decided by the header, so most damage is done there.
        var at = random.Next(4) == 0 ? random.Next(bytes.Length) : random.Next(Math.Min(bytes.Length, 40));
        var length = random.Next(1, Math.Min(64, bytes.Length - at) + 1);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = Extremes[random.Next(Extremes.Length)];
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                random.NextBytes(bytes.AsSpan(at, length));
                return bytes;
            case 4:
                bytes.AsSpan(at, length).Clear();
                return bytes;
            case 5:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 6:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            default:
                var other = Pick(random, Seeds.Pictures);
                return [.. bytes[..at], .. other[Math.Min(at, other.Length)..]];
        }
    }

    static T Pick<T>(Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    static void Write(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
