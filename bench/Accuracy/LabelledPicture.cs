namespace FaceRec.Accuracy;

/// <param name="Person">The name of the picture's folder.</param>
internal sealed record LabelledPicture(string Person, string Path);
