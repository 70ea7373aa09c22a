namespace FaceRec.Recognition.Matching;

/// <param name="Similarity">Cosine, -1 to 1.</param>
internal readonly record struct SimilarFace(string FaceId, float Similarity);
