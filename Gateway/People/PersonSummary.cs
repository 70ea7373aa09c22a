using FaceRec.Gallery;

namespace FaceRec.Gateway;

/// <summary>A person in answers.</summary>
internal sealed record PersonSummary(string Person, string Collection, DateTimeOffset AddedAt, IReadOnlyList<EnrolledFace> Faces)
{
    public static PersonSummary From(Person person, string collection) =>
        new(person.Name, collection, person.AddedAt, [.. person.Faces.Select(face => EnrolledFace.From(face, person, collection))]);
}
