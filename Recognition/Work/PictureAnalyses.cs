using FaceRec.Messages;
using FaceRec.Recognition.Engine;

namespace FaceRec.Recognition.Work;

internal static class PictureAnalyses
{
    /// <summary>Runs the engine; where the picture is gone or cannot be used, <paramref name="rejected"/> is the reply.</summary>
    public static PictureAnalysis? TryAnalyze(FaceEngine engine, byte[]? picture, Guid requestId, bool embed, out PictureRejected? rejected)
    {
        rejected = null;
        if (picture is null)
        {
            rejected = new PictureRejected { Id = requestId, Code = RejectionCodes.PictureGone, Detail = "The picture is no longer stored; upload it again." };
            return null;
        }
        var analysis = engine.TryAnalyze(picture, embed, out var rejection);
        if (rejection is not null)
            rejected = new PictureRejected { Id = requestId, Code = rejection.Code, Detail = rejection.Detail };
        return analysis;
    }
}
