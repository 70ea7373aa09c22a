using System.Security.Cryptography;
using System.Text;
using FaceRec.LocalCloud.Http;
using FaceRec.LocalCloud.S3;
using Microsoft.AspNetCore.Http.Features;

namespace FaceRec.LocalCloud.Signing;

/// <summary>Checks who signed a request. Without keys it lets everybody in, but not with a presigned address that has expired.</summary>
/// <param name="keys">Secrets by the id of the key; null where signatures are not checked.</param>
internal sealed class SignatureCheck(IReadOnlyDictionary<string, string>? keys, TimeProvider clock)
{
    // AWS's tolerance for clocks.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    /// <returns>What checks the signatures of a body in signed chunks, or null where it has none.</returns>
    /// <exception cref="AwsError">The request is not let in.</exception>
    public IChunkSignatures? Check(ServiceRequest request)
    {
        var signature = ReadSignature(request);
        if (signature is { Lifetime: { } lifetime })
            CheckLifetime(signature, lifetime);
        if (keys is null)
            return null;
        if (signature is null)
            throw SignatureErrors.Missing(request.Service);
        if (!keys.TryGetValue(signature.KeyId, out var secret))
            throw SignatureErrors.UnknownKey(request.Service);
        CheckTime(request.Service, signature);
        return Check(request, signature, SigV4.SigningKey(secret, signature.Scope));
    }

    private Signature? ReadSignature(ServiceRequest request)
    {
        try
        {
            return Signature.Read(request.Http.Request);
        }
        catch (AwsError) when (keys is null && !request.Http.Request.Query.ContainsKey("X-Amz-Expires"))
        {
            // Nobody looks at who signed; an unknown scheme is as good as none.
            return null;
        }
    }

    private static IChunkSignatures? Check(ServiceRequest request, Signature signature, byte[] key)
    {
        var http = request.Http.Request;
        var payload = PayloadHash(request, signature.IsPresigned);
        var headers = signature.SignedHeaders.Select(name => (name, http.Headers[name].ToString())).ToList();
        if (!signature.SignedHeaders.Contains("host") || !signature.Service.Equals(request.Service.ToString(), StringComparison.OrdinalIgnoreCase))
            throw SignatureErrors.Mismatch(request.Service);
        var target = request.Http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2)[0];
        var query = http.Query.SelectMany(pair => pair.Value.Select(value => (pair.Key, value ?? ""))).Where(pair => pair.Key != "X-Amz-Signature");
        if (!SigV4.CanonicalPaths(target, request.Service == AwsService.S3).Any(IsSigned))
            throw SignatureErrors.Mismatch(request.Service);
        return payload.StartsWith(ChunkSignatures.Payload, StringComparison.Ordinal) ? new ChunkSignatures(key, signature, payload) : null;

        bool IsSigned(string path)
        {
            var canonical = SigV4.CanonicalRequest(http.Method, path, query, headers, payload);
            var expected = SigV4.Sign(key, SigV4.StringToSign(signature.Time, signature.Scope, canonical));
            return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature.Value));
        }
    }

    private static string PayloadHash(ServiceRequest request, bool isPresigned)
    {
        var said = request.Http.Request.Headers["x-amz-content-sha256"].ToString();
        if (request.Service != AwsService.S3)
        {
            var actual = SigV4.Hash(request.Body);
            return said.Length == 0 || said == actual ? actual : throw SignatureErrors.Mismatch(request.Service);
        }

        // What S3's header says is compared with the body when that has been received.
        return said.Length > 0 ? said
            : isPresigned ? SigV4.UnsignedPayload
            : throw S3Errors.InvalidRequest("Missing required header for this request: x-amz-content-sha256");
    }

    private void CheckLifetime(Signature signature, TimeSpan lifetime)
    {
        if (SigV4.TryParseTime(signature.Time, out var signed) && clock.GetUtcNow() >= signed + lifetime)
            throw SignatureErrors.Expired();
    }

    private void CheckTime(AwsService service, Signature signature)
    {
        SigV4.TryParseTime(signature.Time, out var signed);
        var ahead = signed - clock.GetUtcNow();
        if (ahead > MaxSkew || (!signature.IsPresigned && -ahead > MaxSkew))
            throw SignatureErrors.Skewed(service);
        if (!signature.Time.StartsWith(signature.Date, StringComparison.Ordinal))
            throw SignatureErrors.Mismatch(service);
    }
}
