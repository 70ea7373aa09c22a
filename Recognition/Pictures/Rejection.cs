namespace FaceRec.Recognition.Pictures;

/// <summary>Why a picture cannot be used.</summary>
/// <param name="Code">One of <see cref="Messages.RejectionCodes"/>.</param>
/// <param name="Detail">One sentence for the client.</param>
internal sealed record Rejection(string Code, string Detail);
