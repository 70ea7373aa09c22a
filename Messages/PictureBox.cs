namespace FaceRec.Messages;

/// <summary>A face's rectangle, in pixels of the upright picture (orientation applied), origin at the top left. It may reach past the edges.</summary>
public sealed record PictureBox(float X, float Y, float Width, float Height);
