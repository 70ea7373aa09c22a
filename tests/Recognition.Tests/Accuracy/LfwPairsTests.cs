using FaceRec.Accuracy;

namespace FaceRec.Recognition.Tests.Accuracy;

/// <summary>The accuracy tool on a folder in the form in which Labeled Faces in the Wild is published, with its pairs.txt.</summary>
public sealed class LfwPairsTests(EngineFixture fixture) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("facerec-lfw-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Folds_kinds_and_pictures_are_those_of_the_file()
    {
        // Two folds of two pairs of each kind, as the published file has ten of 300.
        var pairs = Read(
            "2\t2",
            "Ada\t1\t2", "Bob_Jones\t1\t12", "Ada\t1\tBob_Jones\t1", "Ada\t2\tBob_Jones\t12",
            "Ada\t2\t1", "Ada\t1\t3", "Bob_Jones\t1\tAda\t2", "Bob_Jones\t12\tAda\t1",
            "");

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], pairs.Select(pair => pair.Fold));
        Assert.Equal([true, true, false, false, true, true, false, false], pairs.Select(pair => pair.Same));
        // Of Ada there is no third picture with a face: whoever is not found is not recognised.
        Assert.Equal([1, 1, 0, 0, 1, -1, 0, 0], pairs.Select(pair => pair.Similarity));
        Assert.Equal((0.875, 0.125), (Verification.Of(pairs).Accuracy, Verification.Of(pairs).Deviation));
    }

    [Fact]
    public void Photographs_of_a_folder_are_read_and_told_apart()
    {
        // The woman at the right of sample 1 is the one in the middle of sample 3.
        Save("Ada", 1, sample: 1, face: 2);
        Save("Ada", 2, sample: 3, face: 1);
        Save("Bob", 1, sample: 1, face: 0);
        var reader = new FaceReader(fixture.Engine);
        var faces = reader.Read(PictureFolder.Read(_folder.FullName));

        var pairs = Read(faces, "1\t1", "Ada\t1\t2", "Ada\t2\tBob\t1");

        Assert.Empty(reader.Missed);
        Assert.Equal([(true, true), (false, false)], pairs.Select(pair => (pair.Same, pair.Similarity > 0.42f)));
    }

    private static LabelledFace Face(string person, int number, params float[] embedding) => new(person, $"{person}_{number:D4}.jpg", embedding);

    private IReadOnlyList<FacePair> Read(params string[] lines) =>
        Read([Face("Ada", 1, 1, 0), Face("Ada", 2, 1, 0), Face("Bob_Jones", 1, 0, 1), Face("Bob_Jones", 12, 0, 1)], lines);

    private IReadOnlyList<FacePair> Read(IReadOnlyList<LabelledFace> faces, params string[] lines)
    {
        var file = Path.Combine(_folder.FullName, LfwPairs.FileName);
        File.WriteAllLines(file, lines);
        return LfwPairs.Read(file, faces);
    }

    private void Save(string person, int number, int sample, int face)
    {
        var picture = TestPictures.Sample(sample);
        var folder = _folder.CreateSubdirectory(person).FullName;
        File.WriteAllBytes(Path.Combine(folder, $"{person}_{number:D4}.jpg"), Pictures.Encoded.Cropped(picture, fixture.Analyze(picture).Faces[face].Box));
    }
}
