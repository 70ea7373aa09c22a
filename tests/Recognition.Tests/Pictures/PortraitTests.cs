using System.Numerics.Tensors;

namespace FaceRec.Recognition.Tests.Pictures;

/// <summary>Two public men, three portraits each: everyone is known from every other portrait of his, however the camera was held.</summary>
public class PortraitTests(EngineFixture fixture)
{
    private static readonly string[] Portraits = ["obama-1", "obama-2", "obama-3", "biden-1", "biden-2", "biden_7mpx"];

    public static TheoryData<int> Orientations => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Everybody_is_recognised_from_every_other_portrait(int orientation)
    {
        // Half of the pixels are enough to be turned one by one.
        var upright = Portraits.Select(name => (Name: name, Face: Largest(Read(name)))).ToList();
        var turned = Portraits.Select(name => (Name: name, Face: Largest(Encoded.WithOrientation(Encoded.Shrunk(Read(name), Read(name).Length > 600_000 ? 0.25f : 0.5f), orientation)))).ToList();
        var threshold = fixture.Engine.Manifest.Matching.Verification;

        foreach (var (name, face) in turned)
        {
            foreach (var (otherName, otherFace) in upright.Where(other => other.Name != name))
            {
                var similarity = TensorPrimitives.Dot<float>(face, otherFace);
                Assert.True(similarity >= threshold == (name[..5] == otherName[..5]), $"{name} in orientation {orientation} and {otherName}: {similarity}");
            }
        }
    }

    private float[] Largest(byte[] picture) => fixture.Analyze(picture).Faces.MaxBy(face => face.Box.Height)!.Embedding;

    private static byte[] Read(string name) => File.ReadAllBytes(TestPictures.Data("portraits", $"{name}.jpg"));
}
