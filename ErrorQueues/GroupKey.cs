using System.Security.Cryptography;
using System.Text;

namespace FaceRec.ErrorQueues;

/// <summary>Messages with the same key failed in the same way.</summary>
/// <param name="Failure">The exception's type; where the transport did not record it, why the message was moved.</param>
/// <param name="Site">The first frame of our own code; without a stack, the exception's message, or the message's type where nobody consumes it.</param>
public sealed record GroupKey(string Queue, string Failure, string Site)
{
    /// <summary>A short name for the command line; the same in every run.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Queue}\n{Failure}\n{Site}")))[..8];
}
