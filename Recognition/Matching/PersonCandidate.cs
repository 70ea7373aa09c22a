using FaceRec.Gallery;

namespace FaceRec.Recognition.Matching;

/// <param name="Similarity">To the most similar of the person's faces.</param>
internal sealed record PersonCandidate(Person Person, float Similarity);
