using System.Buffers;

namespace FaceRec.LocalCloud.Http;

internal static class RequestBody
{
    /// <summary>Reads a whole body into memory, for the protocols whose requests are small.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            throw TooLarge(limit);
        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 4096) + 1);
        while (true)
        {
            var count = await request.Body.ReadAsync(body.GetMemory(4096), cancellationToken);
            if (count == 0)
                return body.WrittenSpan.ToArray();
            body.Advance(count);
            if (body.WrittenCount > limit)
                throw TooLarge(limit);
        }
    }

    private static AwsError TooLarge(int limit) =>
        new("RequestEntityTooLarge", $"The request is larger than the {limit} bytes that are read of it.", StatusCodes.Status413PayloadTooLarge);
}
