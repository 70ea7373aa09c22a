namespace FaceRec.Accuracy;

/// <summary>The face of the labelled person, as the engine embedded it.</summary>
internal sealed record LabelledFace(string Person, string File, float[] Embedding);
