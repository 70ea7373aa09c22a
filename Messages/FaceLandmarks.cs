namespace FaceRec.Messages;

/// <summary>The five points that alignment uses. Left and right are the viewer's: the left eye is the one nearer the picture's left edge in an upright face.</summary>
public sealed record FaceLandmarks(PicturePoint LeftEye, PicturePoint RightEye, PicturePoint Nose, PicturePoint MouthLeft, PicturePoint MouthRight);
