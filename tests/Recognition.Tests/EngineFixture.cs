using FaceRec.Recognition.Engine;

[assembly: AssemblyFixture(typeof(FaceRec.Recognition.Tests.EngineFixture))]

namespace FaceRec.Recognition.Tests;

/// <summary>The shipped models, loaded once for all tests.</summary>
public sealed class EngineFixture : IDisposable
{
    internal FaceEngine Engine { get; } = new(new EngineOptions());

    internal PictureAnalysis Analyze(byte[] picture) =>
        Engine.TryAnalyze(picture, embed: true, out var rejection) ?? throw new InvalidOperationException($"Rejected: {rejection}");

    public void Dispose() => Engine.Dispose();
}
