using FaceRec.Gallery;
using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>One of a person's faces in answers.</summary>
/// <param name="Thumbnail">Where the cut-out face can be fetched.</param>
internal sealed record EnrolledFace(string FaceId, PictureBox Box, float Score, FaceQuality Quality, string Model, DateTimeOffset EnrolledAt, string Thumbnail)
{
    public static EnrolledFace From(Face face, Person person, string collection) => new(face.Id, face.Box, face.Score, face.Quality, face.Model, face.EnrolledAt,
        $"/people/{Uri.EscapeDataString(person.Name)}/faces/{face.Id}/thumbnail?collection={collection}");
}
