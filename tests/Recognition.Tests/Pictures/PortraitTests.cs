using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace FaceRec.Recognition.Tests.Pictures;

/// <summary>Two public men, three portraits each: everyone is known from every other portrait of his, however the camera was held.</summary>
public class PortraitTests(EngineFixture fixture)
{
    private static readonly ConcurrentDictionary<string, byte[]> Shrunk = new(StringComparer.Ordinal);
    private static List<(string Name, float[] Face)>? _upright;
    private static readonly string[] Portraits = ["obama-1", "obama-2", "obama-3", "biden-1", "biden-2", "biden_7mpx"];

    public static TheoryData<int> Orientations => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Everybody_is_recognised_from_every_other_portrait(int orientation)
    {
        _upright ??= [.. Portraits.Select(name => (Name: name, Face: Largest(Read(name))))];
        // A quarter of the pixels of each, or less, are quicker to turn and enough to know him by.
        var turned = Portraits.Select(name => (Name: name, Face: Largest(Encoded.WithOrientation(Small(name), orientation)))).ToList();
        var threshold = fixture.Engine.Manifest.Matching.Verification;

        foreach (var (name, face) in turned)
        {
            foreach (var (otherName, otherFace) in _upright.Where(other => other.Name != name))
            {
                var similarity = TensorPrimitives.Dot<float>(face, otherFace);
                Assert.True(similarity >= threshold == (name[..5] == otherName[..5]), $"{name} in orientation {orientation} and {otherName}: {similarity}");
            }
        }
    }

    private static byte[] Small(string name) => Shrunk.GetOrAdd(name, _ => Encoded.Shrunk(Read(name), Read(name).Length > 500_000 ? 0.25f : 0.5f));

    private float[] Largest(byte[] picture) => fixture.Analyze(picture).Faces.MaxBy(face => face.Box.Height)!.Embedding;

    private static byte[] Read(string name) => File.ReadAllBytes(TestPictures.Data("portraits", $"{name}.jpg"));
}
