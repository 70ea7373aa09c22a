namespace FaceRec.Accuracy;

/// <summary>Two pictures that a verification compares.</summary>
/// <param name="Fold">0 to 9: the tenth of the pairs it belongs to.</param>
/// <param name="Similarity">-1 where one of the two shows no face: such a pair counts as "different".</param>
internal readonly record struct FacePair(int Fold, bool Same, float Similarity);
