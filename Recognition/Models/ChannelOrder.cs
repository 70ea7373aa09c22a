namespace FaceRec.Recognition.Models;

/// <summary>The order in which a model takes a picture's colours.</summary>
internal enum ChannelOrder
{
    Rgb,
    Bgr,
}
