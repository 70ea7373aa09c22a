using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>What became of one file.</summary>
/// <param name="Status"><c>enrolled</c>, <c>already-enrolled</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="Code">The error's code, as in the table of errors.</param>
/// <param name="Detail">What was wrong.</param>
/// <param name="Remedy">How to get past it.</param>
internal sealed record ImportedFile(string File, string? Person, string Status, string? FaceId, string? Code, string? Detail, string? Remedy)
{
    public const string Enrolled = "enrolled";
    public const string AlreadyEnrolled = "already-enrolled";
    public const string Refused = "refused";
    public const string Failed = "failed";

    public static ImportedFile From(ImportItem item, Checked<FaceEnrolled> outcome) => outcome switch
    {
        { Value: { } face } => new(item.File, face.Person, face.AlreadyEnrolled ? AlreadyEnrolled : Enrolled, face.FaceId, null, null, null),
        { Problem: var problem } => new(item.File, item.Person, problem!.Kind.Status is >= 500 or 429 ? Failed : Refused, null, problem.Kind.Code, problem.Detail, problem.Kind.Remedy),
    };
}
