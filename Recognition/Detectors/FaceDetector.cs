using FaceRec.Recognition.Models;
using FaceRec.Recognition.Onnx;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Detectors;

/// <summary>Finds the faces of a picture with a manifest's detector.</summary>
internal sealed class FaceDetector : IDisposable
{
    private delegate void Decoder(DetectorMaps maps, float threshold, List<Detection> found);

    private readonly DetectorModel _model;
    private readonly ModelSession _session;
    private readonly Decoder _decode;

    public FaceDetector(string folder, DetectorModel model)
    {
        _model = model;
        _decode = model.Decoding switch
        {
            DetectorDecoding.Ultraface => UltraFaceDecoding.Decode,
            DetectorDecoding.Scrfd => ScrfdDecoding.Decode,
            DetectorDecoding.Yunet => YuNetDecoding.Decode,
            _ => throw new InvalidDataException($"There is no decoding '{model.Decoding}'."),
        };
        _session = new ModelSession(folder, model, model.Outputs, model.Decoding == DetectorDecoding.Ultraface ? CutHead : null);
    }

    /// <summary>True where the model's input has one size, and every picture is looked at in that size.</summary>
    public bool HasFixedSize => _session.InputShape is [_, _, > 0, > 0];

    /// <summary>The time spent in the network.</summary>
    public TimeSpan Busy => _session.Busy;

    /// <summary>The faces found when the picture is looked at with its longer side at the given length; boxes in the picture's pixels.</summary>
    public List<Detection> Detect(Picture picture, int longSide)
    {
        var scale = HasFixedSize
            ? Math.Min((float)_session.InputShape[3] / picture.Width, (float)_session.InputShape[2] / picture.Height)
            : (float)longSide / Math.Max(picture.Width, picture.Height);
        var (width, height) = (Math.Max(1, (int)MathF.Round(picture.Width * scale)), Math.Max(1, (int)MathF.Round(picture.Height * scale)));
        var (paddedWidth, paddedHeight) = HasFixedSize ? (_session.InputShape[3], _session.InputShape[2]) : (RoundUp(width), RoundUp(height));

        var found = new List<Detection>();
        var length = 3 * paddedWidth * paddedHeight;
        var buffer = LargeBuffers.Tensors.Rent(length);
        try
        {
            PictureTensor.Fill(picture, width, height, paddedWidth, paddedHeight, _model.Colors, _model.Mean, _model.Scale, buffer.AsSpan(0, length));
            using var outputs = _session.Run(buffer.AsMemory(0, length), [1, 3, paddedHeight, paddedWidth]);
            _decode(new DetectorMaps(outputs, paddedWidth), _model.Threshold, found);
        }
        finally
        {
            LargeBuffers.Tensors.Return(buffer);
        }
        return Suppression.KeepBest(found, _model.Overlap).ConvertAll(detection => detection.Scaled(1 / scale));
    }

    public void Dispose() => _session.Dispose();

    private byte[] CutHead(byte[] model)
    {
        var graph = OnnxGraph.Parse(model);
        graph.CutAt(_model.Outputs);
        return graph.ToBytes();
    }

    private int RoundUp(int length) => (length + _model.Multiple - 1) / _model.Multiple * _model.Multiple;
}
