using FaceRec.Messages;

namespace FaceRec.Gateway.Tests;

public sealed class RecognitionLabelTests
{
    static RecognizedFace Face(string? person, float side) => new()
    {
        Box = new PictureBox(0, 0, side, side), Score = 1, Outcome = person is null ? FaceOutcome.Unknown : FaceOutcome.Recognized, Person = person,
    };

    [Fact]
    public void Is_the_name_of_the_largest_face_that_has_one() =>
        Assert.Equal("Paul", LineageEndpoint.Label([Face("Emily", 10), Face("Paul", 20), Face(null, 90)]));

    [Fact]
    public void Is_unknown_where_no_face_has_a_name() => Assert.Equal("unknown", LineageEndpoint.Label([Face(null, 90)]));

    [Fact]
    public void Is_unknown_where_there_is_no_face() => Assert.Equal("unknown", LineageEndpoint.Label([]));
}
