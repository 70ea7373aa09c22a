using System.Security.Cryptography;
using System.Text;
using FaceRec.LocalCloud.Http;
using FaceRec.LocalCloud.S3;

namespace FaceRec.LocalCloud.Signing;

/// <summary>Checks a body in signed chunks: each signature includes the one before, beginning with that of the request.</summary>
internal sealed class ChunkSignatures(byte[] key, Signature seed, string payload) : IChunkSignatures
{
    /// <summary>What x-amz-content-sha256 begins with for such a body.</summary>
    public const string Payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    private const string TrailerSignature = "x-amz-trailer-signature";

    private readonly IncrementalHash _chunk = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string _previous = seed.Value;
    private string _wanted = "";

    public void BeginChunk(string extension) =>
        _wanted = extension.StartsWith("chunk-signature=", StringComparison.Ordinal) ? extension["chunk-signature=".Length..] : "";

    public void Append(ReadOnlySpan<byte> data) => _chunk.AppendData(data);

    public void EndChunk() => Check(
        $"AWS4-HMAC-SHA256-PAYLOAD\n{seed.Time}\n{seed.Scope}\n{_previous}\n{SigV4.EmptyHash}\n{Convert.ToHexStringLower(_chunk.GetHashAndReset())}");

    public void EndTrailers(IReadOnlyDictionary<string, string> trailers)
    {
        if (!payload.EndsWith("-TRAILER", StringComparison.Ordinal))
            return;
        var text = string.Concat(trailers.Where(pair => pair.Key != TrailerSignature).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{pair.Value}\n"));
        _wanted = trailers.GetValueOrDefault(TrailerSignature, "");
        Check($"AWS4-HMAC-SHA256-TRAILER\n{seed.Time}\n{seed.Scope}\n{_previous}\n{SigV4.Hash(Encoding.UTF8.GetBytes(text))}");
    }

    private void Check(string stringToSign)
    {
        var expected = SigV4.Sign(key, stringToSign);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(_wanted)))
            throw SignatureErrors.Mismatch(AwsService.S3);
        _previous = expected;
    }
}
