using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.Recognition.Matching;

namespace FaceRec.Accuracy;

/// <summary>A gallery in memory, matched by the product's own code.</summary>
internal sealed class EnrolledPeople
{
    private readonly IndexedCollection _collection;

    private EnrolledPeople(IndexedCollection collection) => _collection = collection;

    public int Faces => _collection.View.FaceCount;
    public int People => _collection.View.PersonCount;

    /// <param name="byTemplate">True to enrol each person's mean face in place of every face.</param>
    public static EnrolledPeople Enroll(IReadOnlyList<IGrouping<string, LabelledFace>> people, bool byTemplate)
    {
        var view = CollectionView.Empty("accuracy");
        var index = FaceIndex.Empty(people[0].First().Embedding.Length);
        foreach (var person in people)
        {
            ImmutableArray<Change> changes = [new Change.PersonAdded(person.Key, person.Key)];
            foreach (var (embedding, i) in (byTemplate ? [Mean(person)] : person.Select(face => face.Embedding)).Select((embedding, i) => (embedding, i)))
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{person.Key}-{i}");
                changes = changes.Add(new Change.FaceAdded(person.Key, Describe(id)));
                index = index.Add(id, embedding);
            }
            view = view.Apply(new JournalEntry { Version = view.Version + 1, Id = Guid.Empty, At = default, Changes = changes });
        }
        return new EnrolledPeople(new IndexedCollection(view, index));
    }

    /// <summary>The two people most like the face.</summary>
    public List<PersonCandidate> FindClosest(LabelledFace face) => _collection.FindClosest(face.Embedding, 2);

    private static float[] Mean(IEnumerable<LabelledFace> faces)
    {
        var sum = new float[faces.First().Embedding.Length];
        foreach (var face in faces)
            TensorPrimitives.Add(sum, face.Embedding, sum);
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
        return sum;
    }

    private static Face Describe(string id) => new()
    {
        Id = id,
        Object = id,
        Model = "",
        Box = new PictureBox(0, 0, 1, 1),
        Score = 1,
        Quality = new FaceQuality(1, 1, 0, 0),
        PictureKey = "",
        EnrolledAt = default,
    };
}
