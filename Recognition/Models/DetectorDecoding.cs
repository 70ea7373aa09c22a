namespace FaceRec.Recognition.Models;

/// <summary>How a detector's numbers become boxes.</summary>
internal enum DetectorDecoding
{
    /// <summary>Ultra-Light-Fast-Generic-Face-Detector: class and box maps at steps 8, 16, 32 and 64 with anchors; boxes only.</summary>
    Ultraface,

    /// <summary>SCRFD: score, box distances and point distances at strides 8, 16 and 32, two anchors a cell.</summary>
    Scrfd,

    /// <summary>YuNet: class, object, box and point maps at strides 8, 16 and 32.</summary>
    Yunet,
}
