namespace FaceRec.Recognition.Engine;

/// <summary>The points of a face.</summary>
/// <param name="Points">x and y of eyes, nose and corners of the mouth in turn, in the picture's pixels.</param>
/// <param name="Disagreement">How far two looks at the face put the points apart, in the alignment template's pixels; 0 after one look.</param>
internal readonly record struct FoundLandmarks(float[] Points, float Disagreement);
