namespace FaceRec.Messages;

/// <summary>A point in pixels of the upright picture, origin at the top left.</summary>
public sealed record PicturePoint(float X, float Y);
