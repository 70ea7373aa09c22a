using FaceRec.Recognition.Matching;

namespace FaceRec.Recognition.Tests.Matching;

public class CalibrationTests(EngineFixture fixture)
{
    // Faces enrolled, and the similarity at which 0.5 % of strangers are named by the measured table.
    [Theory]
    [InlineData(50, 0.42f)]
    [InlineData(500, 0.488f)]
    public void The_threshold_grows_with_the_gallery(int faces, float expected) =>
        Assert.Equal(expected, Calibration.ThresholdFor(faces, 0.005, fixture.Engine.Manifest.Matching.Calibration), 0.002f);
}
