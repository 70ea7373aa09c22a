using FaceRec.Recognition.Matching;

namespace FaceRec.Accuracy;

/// <summary>Who the best candidate of each probe is, with so many pictures of each person enrolled.</summary>
/// <param name="Known">Candidates of faces whose people are enrolled.</param>
/// <param name="Strangers">Candidates of faces whose people are not.</param>
internal sealed record Identification(int People, int Faces, IReadOnlyList<Identification.Probe> Known, IReadOnlyList<Identification.Probe> Strangers)
{
    /// <param name="enrolled">Pictures enrolled of everybody who has as many, and two at least; who has one picture is a stranger.</param>
    public static Identification Run(IReadOnlyList<LabelledFace> faces, int enrolled, bool byTemplate)
    {
        var people = faces.GroupBy(face => face.Person, StringComparer.Ordinal).ToList();
        var members = people.Where(person => person.Count() >= Math.Max(2, enrolled)).ToList();
        var enrolledFaces = members.SelectMany(person => person.Take(enrolled)).GroupBy(face => face.Person, StringComparer.Ordinal);
        var gallery = EnrolledPeople.Enroll([.. enrolledFaces], byTemplate);
        return new Identification(
            gallery.People,
            gallery.Faces,
            Probes(gallery, members.SelectMany(person => person.Skip(enrolled))),
            Probes(gallery, people.Where(person => person.Count() == 1).Select(person => person.First())));
    }

    /// <summary>The share of known faces whose best candidate is right.</summary>
    public double Rank1 => (double)Known.Count(probe => probe.IsRight) / Known.Count;

    public static int Named(IEnumerable<Probe> probes, float threshold, float margin) => probes.Count(probe => probe.IsNamed(threshold, margin));

    public static int RightlyNamed(IEnumerable<Probe> probes, float threshold, float margin) =>
        probes.Count(probe => probe.IsRight && probe.IsNamed(threshold, margin));

    private static List<Probe> Probes(EnrolledPeople gallery, IEnumerable<LabelledFace> faces) =>
        [.. faces.AsParallel().AsOrdered().Select(face => new Probe(face, gallery.FindClosest(face)))];

    internal sealed record Probe(LabelledFace Face, List<PersonCandidate> Candidates)
    {
        public bool IsRight => Candidates.Count > 0 && Candidates[0].Person.Name == Face.Person;

        public bool IsNamed(float threshold, float margin) => Naming.IsNamed(Candidates, threshold, margin);
    }
}
