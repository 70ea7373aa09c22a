using System.Collections.Concurrent;
using System.Security.Cryptography;
using FaceRec.Recognition.Engine;

[assembly: AssemblyFixture(typeof(FaceRec.Recognition.Tests.EngineFixture))]

namespace FaceRec.Recognition.Tests;

/// <summary>The shipped models, loaded once for all tests.</summary>
public sealed class EngineFixture : IDisposable
{
    private readonly ConcurrentDictionary<string, PictureAnalysis> _analyses = new(StringComparer.Ordinal);

    internal FaceEngine Engine { get; } = new(new EngineOptions());

    /// <summary>What the engine finds in a picture, worked out once for all tests that ask.</summary>
    internal PictureAnalysis Analyze(byte[] picture) => _analyses.GetOrAdd(
        Convert.ToHexString(SHA256.HashData(picture)),
        _ => Engine.TryAnalyze(picture, embed: true, out var rejection) ?? throw new InvalidOperationException($"Rejected: {rejection}"));

    public void Dispose() => Engine.Dispose();
}
