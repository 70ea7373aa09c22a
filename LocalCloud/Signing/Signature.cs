namespace FaceRec.LocalCloud.Signing;

/// <summary>What a request says about its own signature, in its Authorization header or, where it is presigned, in its address.</summary>
/// <param name="Lifetime">How long a presigned address may be used; null for a header.</param>
internal sealed record Signature(string KeyId, string Scope, string Time, IReadOnlyList<string> SignedHeaders, string Value, TimeSpan? Lifetime)
{
    // A week: the longest that S3 accepts.
    private const int MaxSeconds = 604_800;

    public bool IsPresigned => Lifetime is not null;

    public string Date => Scope.Split('/')[0];

    public string Service => Scope.Split('/')[2];

    /// <returns>Null where the request carries none.</returns>
    /// <exception cref="AwsError">What it carries is not a signature.</exception>
    public static Signature? Read(HttpRequest request) =>
        request.Query.ContainsKey("X-Amz-Algorithm") || request.Query.ContainsKey("X-Amz-Signature") ? ReadQuery(request.Query)
        : request.Headers.Authorization.ToString() is { Length: > 0 } header ? ReadHeader(header, request.Headers["x-amz-date"].ToString())
        : null;

    private static Signature ReadQuery(IQueryCollection query)
    {
        var seconds = int.TryParse(query["X-Amz-Expires"].ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
        return query["X-Amz-Algorithm"] == SigV4.Algorithm && seconds is >= 1 and <= MaxSeconds
            ? Create(query["X-Amz-Credential"].ToString(), query["X-Amz-Date"].ToString(), query["X-Amz-SignedHeaders"].ToString(), query["X-Amz-Signature"].ToString(),
                TimeSpan.FromSeconds(seconds)) ?? throw MalformedQuery()
            : throw MalformedQuery();
    }

    private static Signature ReadHeader(string header, string time)
    {
        if (!header.StartsWith(SigV4.Algorithm + " ", StringComparison.Ordinal))
            throw MalformedHeader("Unsupported authorization type.");
        var parts = header[SigV4.Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
        return Create(parts.GetValueOrDefault("Credential", ""), time, parts.GetValueOrDefault("SignedHeaders", ""), parts.GetValueOrDefault("Signature", ""), null)
            ?? throw MalformedHeader("Credential, SignedHeaders, Signature and X-Amz-Date are needed.");
    }

    private static Signature? Create(string credential, string time, string headers, string value, TimeSpan? lifetime)
    {
        var slash = credential.IndexOf('/');
        var scope = slash < 0 ? "" : credential[(slash + 1)..];
        return slash > 0 && scope.Split('/') is [{ Length: 8 }, _, _, "aws4_request"] && headers.Length > 0 && value.Length == 64 && SigV4.TryParseTime(time, out _)
            ? new Signature(credential[..slash], scope, time, headers.ToLowerInvariant().Split(';'), value, lifetime)
            : null;
    }

    private static AwsError MalformedHeader(string message) =>
        new("AuthorizationHeaderMalformed", $"The authorization header is malformed; {message}", queryCode: "IncompleteSignature");

    private static AwsError MalformedQuery() => new("AuthorizationQueryParametersError", "Error parsing the X-Amz-* parameters of the presigned address.");
}
