using FaceRec.Recognition.Models;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Engine;

/// <summary>Cuts a face out so that its eyes, nose and mouth lie where the embedder expects them.</summary>
internal static class FaceAligner
{
    /// <summary>The aligned face: red, green and blue bytes in turn, <see cref="EmbedderModel.Size"/> pixels a side.</summary>
    public static byte[] Align(Picture picture, float[] points, EmbedderModel model, float[] template)
    {
        var toPicture = Similarity.Fit(points, template).Inverse();
        var rgb = new byte[model.Size * model.Size * 3];
        Cutout.Fill(picture, toPicture, model.Size, model.Size, Cutout.SamplesFor(toPicture.Scale, from: 2), rgb);
        return rgb;
    }
}
