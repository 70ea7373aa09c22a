using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FaceRec.Gateway;

/// <summary>The text of an API key: <c>frk_</c>, the id, <c>_</c> and the secret. The prefix lets scanners for leaked secrets find it.</summary>
internal static class ApiKeyText
{
    const string Prefix = "frk_";
    const int IdBytes = 6;
    const int SecretBytes = 32;

    // Longer than any key of ours, short enough not to be worth hashing for an attacker.
    const int MaxLength = 128;

    /// <summary>A fresh key: its id, the text for its owner, which is not kept, and the hash of its secret.</summary>
    public static (string Id, string Text, string SecretHash) New()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (id, $"{Prefix}{id}_{secret}", HashOf(secret));
    }

    /// <summary>Splits a key; false where it cannot be one.</summary>
    public static bool TryParse(string? text, out string id, out string secret)
    {
        (id, secret) = ("", "");
        if (text is null || text.Length > MaxLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var end = text.IndexOf('_', Prefix.Length);
        if (end <= Prefix.Length || end + 1 == text.Length)
            return false;
        (id, secret) = (text[Prefix.Length..end], text[(end + 1)..]);
        return true;
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in a time that tells nothing about where the two differ.</summary>
    public static bool Matches(ApiKey key, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.SecretHash), Encoding.ASCII.GetBytes(HashOf(secret)));
}
