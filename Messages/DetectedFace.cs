namespace FaceRec.Messages;

/// <summary>One face of a picture, without a name.</summary>
/// <param name="Score">The detector's confidence, 0 to 1.</param>
public sealed record DetectedFace(PictureBox Box, float Score, FaceLandmarks Landmarks, FaceQuality Quality);
