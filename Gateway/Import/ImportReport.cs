namespace FaceRec.Gateway;

/// <summary>What became of every file of an import.</summary>
/// <param name="Enrolled">Faces that are new in the gallery.</param>
/// <param name="AlreadyEnrolled">Faces that were there before.</param>
/// <param name="Refused">Files that cannot be enrolled as they are; each says why and how to get past it.</param>
/// <param name="Failed">Files that may well be enrolled by another try.</param>
/// <param name="Files">One entry a file, in the archive's order.</param>
internal sealed record ImportReport(string Collection, int Enrolled, int AlreadyEnrolled, int Refused, int Failed, IReadOnlyList<ImportedFile> Files)
{
    public static ImportReport Of(string collection, IReadOnlyList<ImportedFile> files) => new(collection,
        files.Count(file => file.Status == ImportedFile.Enrolled), files.Count(file => file.Status == ImportedFile.AlreadyEnrolled),
        files.Count(file => file.Status == ImportedFile.Refused), files.Count(file => file.Status == ImportedFile.Failed), files);
}
