using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRec.Recognition.Models;

/// <summary>
/// Describes a set of models in words instead of code: files, tensors, and what their numbers mean. A manifest of one's own
/// brings other models to the worker. Paths are relative to the manifest.
/// </summary>
internal sealed record ModelManifest
{
    /// <summary>The first part of <see cref="Identity"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the weights come from and under which licence.</summary>
    public string? Source { get; init; }

    public required DetectorModel Detector { get; init; }

    /// <summary>Finds the points that alignment needs; may be absent where the detector reports five points itself.</summary>
    public LandmarkModel? Landmarks { get; init; }

    public required EmbedderModel Embedder { get; init; }
    public required MatchingRules Matching { get; init; }

    /// <summary>The folder of the files.</summary>
    [JsonIgnore]
    public string Folder { get; private init; } = "";

    /// <summary>
    /// Names the space that embeddings live in: embeddings are comparable only under one identity. It changes with
    /// everything that moves them: weights, points, template, colours.
    /// </summary>
    [JsonIgnore]
    public string Identity { get; private init; } = "";

    public static ModelManifest Load(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<ModelManifest>(File.ReadAllBytes(path), ManifestJson.Options)
                ?? throw new InvalidDataException($"The model manifest {path} is empty.");
            var errors = manifest.Check().ToList();
            return errors.Count == 0
                ? manifest with { Folder = Path.GetDirectoryName(Path.GetFullPath(path))!, Identity = manifest.MakeIdentity() }
                : throw new InvalidDataException($"The model manifest {path} has errors:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"The model manifest {path} cannot be read: {broken.Message}", broken);
        }
        catch (IOException missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"There is no model manifest at {path}. The build puts the shipped one beside the worker, in models/faceplugin.json.", missing);
        }
    }

    private string MakeIdentity()
    {
        var parts = JsonSerializer.Serialize(new { Embedder = Embedder with { FaceNorm = 0, FoldPRelu = false }, Landmarks });
        return $"{Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..8]}";
    }

    private IEnumerable<string> Check()
    {
        if (Name is not { Length: > 0 and <= 40 })
            yield return "name must have 1 to 40 characters.";
        if (Embedder.Template is not { Length: 5 } || Embedder.Template.Any(point => point is not { Length: 2 }))
            yield return "embedder.template must be five points [x, y]: left eye, right eye, nose, left and right corner of the mouth.";
        if (Embedder.Size is < 16 or > 1024)
            yield return "embedder.size must be 16 to 1024 pixels.";
        if (Embedder.Length is < 16 or > 4096)
            yield return "embedder.length must be 16 to 4096 numbers.";
        if (Detector.Threshold is <= 0 or >= 1)
            yield return "detector.threshold must be between 0 and 1.";
        if (Landmarks is null && Detector.Decoding == DetectorDecoding.Ultraface)
            yield return "landmarks is missing: an ultraface detector reports boxes only, and alignment needs points.";
        if (!Matching.Calibration.Zip(Matching.Calibration.Skip(1)).All(pair => pair.First.Similarity < pair.Second.Similarity && pair.First.FalseAcceptRate > pair.Second.FalseAcceptRate))
            yield return "matching.calibration must have growing similarities and falling rates.";
        if (Matching.Calibration.Count < 2)
            yield return "matching.calibration must have at least two lines.";
    }
}
