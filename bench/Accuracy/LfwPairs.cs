using System.Globalization;
using System.Numerics.Tensors;

namespace FaceRec.Accuracy;

/// <summary>The pairs of the LFW protocol, from its file: ten folds of as many equal as different pairs.</summary>
internal static class LfwPairs
{
    public const string FileName = "pairs.txt";

    public static IReadOnlyList<FacePair> Read(string file, IReadOnlyList<LabelledFace> faces)
    {
        var byFile = faces.ToDictionary(face => Path.GetFileNameWithoutExtension(face.File), face => face.Embedding, StringComparer.Ordinal);
        var lines = File.ReadAllLines(file);
        // "10<tab>300": folds, and pairs of each kind in one.
        var perFold = 2 * int.Parse(lines[0].Split('\t')[^1], CultureInfo.InvariantCulture);
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select((line, i) => Pair(line.Split('\t'), i / perFold, byFile))];
    }

    private static FacePair Pair(string[] parts, int fold, Dictionary<string, float[]> byFile)
    {
        var same = parts.Length == 3;
        var (first, second) = same ? (Name(parts[0], parts[1]), Name(parts[0], parts[2])) : (Name(parts[0], parts[1]), Name(parts[2], parts[3]));
        var found = byFile.TryGetValue(first, out var a) & byFile.TryGetValue(second, out var b);
        return new FacePair(fold, same, found ? TensorPrimitives.Dot<float>(a!, b!) : -1);
    }

    private static string Name(string person, string number) => $"{person}_{int.Parse(number, CultureInfo.InvariantCulture):D4}";
}
