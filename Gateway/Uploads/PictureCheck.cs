using System.Globalization;
using SkiaSharp;

namespace FaceRec.Gateway;

/// <summary>Judges an upload by its bytes, before it costs a place in the queue.</summary>
internal static class PictureCheck
{
    /// <summary>Says what is wrong with the picture; null where it may go to a worker. Only its header is decoded.</summary>
    public static Problem? FindProblem(ReadOnlyMemory<byte> bytes, PictureFormat? format, GatewayOptions limits)
    {
        if (bytes.IsEmpty)
            return new Problem(ProblemKinds.EmptyUpload, $"The picture has 0 bytes. Accepted are {PictureFormat.Accepted} of up to {limits.MaxFileSize} bytes.");
        if (format is null)
            return new Problem(ProblemKinds.UnreadablePicture, $"The bytes do not begin like a picture. Accepted are {PictureFormat.Accepted}.");
        if (!format.IsAccepted)
            return new Problem(ProblemKinds.UnsupportedMedia, $"The file is {format.Name}. Accepted are {PictureFormat.Accepted}. {format.Advice}".TrimEnd());

        // SKCodec reads no further than the header here.
        using var data = SKData.CreateCopy(bytes.Span);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width <= 0 || codec.Info.Height <= 0)
            return new Problem(ProblemKinds.UnreadablePicture, $"The file begins like {format.Name}, but its header cannot be read.");
        var pixels = (long)codec.Info.Width * codec.Info.Height;
        return pixels > limits.MaxMegapixels * 1_000_000L
            ? new Problem(ProblemKinds.TooManyPixels, string.Create(CultureInfo.InvariantCulture,
                $"The picture declares {codec.Info.Width} x {codec.Info.Height} pixels. Accepted are up to {limits.MaxMegapixels} million in all."))
            : null;
    }
}
