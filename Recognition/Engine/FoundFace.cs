using FaceRec.Messages;

namespace FaceRec.Recognition.Engine;

/// <summary>A face of a picture as the engine found it.</summary>
/// <param name="Box">In pixels of the upright picture as uploaded.</param>
/// <param name="Score">The detector's confidence, 0 to 1.</param>
/// <param name="Embedding">Of length 1; empty where it was not asked for.</param>
internal sealed record FoundFace(PictureBox Box, float Score, FaceLandmarks Landmarks, FaceQuality Quality, float[] Embedding);
