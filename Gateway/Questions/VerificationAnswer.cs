using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>The body of a verification's 200.</summary>
/// <param name="Similarity">Cosine of the two faces' embeddings, -1 to 1; with a person, of that person's most similar face.</param>
/// <param name="Threshold">The similarity from which two faces count as one person's.</param>
/// <param name="OtherBox">The face of the other picture; null where a person was asked for.</param>
internal sealed record VerificationAnswer(Guid Id, bool Same, float Similarity, float Threshold, PictureBox Box, PictureBox? OtherBox, string Model)
{
    public static VerificationAnswer From(FacesVerified verified) =>
        new(verified.VerificationId, verified.Same, verified.Similarity, verified.Threshold, verified.Box, verified.OtherBox, verified.Model);
}
