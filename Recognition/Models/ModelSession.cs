using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;

namespace FaceRec.Recognition.Models;

/// <summary>One network, loaded once and run by any number of threads.</summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private long _ticks;

    /// <param name="rewrite">Changes the model before it is loaded.</param>
    public ModelSession(string folder, ModelFile model, IReadOnlyList<string> outputs, Func<byte[], byte[]>? rewrite = null)
    {
        var path = Path.Combine(folder, model.File);
        var bytes = Read(path, model.Sha256);
        try
        {
            // One thread a run: two were slower, and pictures run side by side. Spinning would burn the core that another picture needs.
            using var options = new SessionOptions
            {
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            _session = new InferenceSession(rewrite is null ? bytes : rewrite(bytes), options);
        }
        catch (Exception broken) when (broken is OnnxRuntimeException or InvalidDataException)
        {
            throw new InvalidDataException($"The model file {path} cannot be loaded: {broken.Message}", broken);
        }
        _inputs = [Known(path, model.Input, _session.InputMetadata, "input")];
        _outputs = [.. outputs.Select(name => Known(path, name, _session.OutputMetadata, "output"))];
        InputShape = _session.InputMetadata[model.Input].Dimensions;
    }

    /// <summary>The input's shape; -1 where the model takes any length.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The time spent in the network alone, summed over threads: what no code around it can save.</summary>
    public TimeSpan Busy => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _ticks));

    /// <summary>Runs the network. The answer's values live until it is disposed.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(Memory<float> input, ReadOnlySpan<long> shape)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, shape.ToArray());
        var started = Stopwatch.GetTimestamp();
        var outputs = _session.Run(_runOptions, _inputs, [value], _outputs);
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - started);
        return outputs;
    }

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    private static byte[] Read(string path, string? sha256)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"The model file {path} is missing. Build FaceRec again to restore it, or correct the manifest.");
        var bytes = File.ReadAllBytes(path);
        var actual = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return sha256 is null || string.Equals(actual, sha256, StringComparison.OrdinalIgnoreCase)
            ? bytes
            : throw new InvalidDataException($"The model file {path} has SHA-256 {actual}, but the manifest names {sha256}: the file is damaged or another version.");
    }

    private static string Known(string path, string name, IReadOnlyDictionary<string, NodeMetadata> tensors, string kind) =>
        tensors.ContainsKey(name)
            ? name
            : throw new InvalidDataException($"The model file {path} has no {kind} named '{name}'; it has {string.Join(", ", tensors.Keys)}.");
}
