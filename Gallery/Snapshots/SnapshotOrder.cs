namespace FaceRec.Gallery;

/// <summary>The order of a snapshot's rows: by person's name, then as enrolled. Writer and reader both count on it.</summary>
internal static class SnapshotOrder
{
    public static IEnumerable<(Person Person, Face Face)> Of(CollectionView view) =>
        view.People.SelectMany(person => person.Faces.Select(face => (person, face)));
}
