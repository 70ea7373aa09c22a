using FaceRec.Recognition.Models;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Engine;

/// <summary>Cuts a face out so that its eyes, nose and mouth lie where the embedder expects them.</summary>
internal static class FaceAligner
{
    /// <summary>The aligned face, <see cref="EmbedderModel.Size"/> pixels a side.</summary>
    public static Picture Align(Picture picture, float[] points, EmbedderModel model, float[] template)
    {
        var toPicture = Similarity.Fit(points, template).Inverse();
        return Cutout.Cut(picture, toPicture, model.Size, model.Size, Cutout.SamplesFor(toPicture.Scale, from: 2));
    }
}
