namespace FaceRec.Messages;

/// <summary>What the enrolment gate judges a face by.</summary>
/// <param name="Height">Height of the face's box, in pixels.</param>
/// <param name="Sharpness">Variance of the Laplacian of the aligned 112x112 gray face; higher is sharper.</param>
/// <param name="Yaw">Estimated turn to the side in degrees, 0 = facing the camera, positive = towards the picture's right.</param>
/// <param name="Roll">Tilt of the line through the eyes in degrees, 0 = level, positive = clockwise.</param>
public sealed record FaceQuality(float Height, float Sharpness, float Yaw, float Roll);
