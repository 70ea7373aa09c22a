namespace FaceRec.Accuracy;

/// <summary>A folder with one folder of pictures for each person, as Labeled Faces in the Wild has it.</summary>
internal static class PictureFolder
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

    public static IReadOnlyList<LabelledPicture> Read(string folder) =>
        [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(person => Directory.GetFiles(person)
            .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal)
            .Select(file => new LabelledPicture(Path.GetFileName(person), file)))];
}
