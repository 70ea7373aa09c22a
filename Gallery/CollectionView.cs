using System.Collections.Immutable;

namespace FaceRec.Gallery;

/// <summary>
/// A collection as it is at one version: immutable, shared by threads. Versions only grow, also when a collection is
/// removed and made again.
/// </summary>
public sealed class CollectionView
{
    private CollectionView(string collection) => Name = collection;

    private CollectionView(CollectionView from)
    {
        Name = from.Name;
        Version = from.Version;
        Exists = from.Exists;
        ById = from.ById;
        IdsByName = from.IdsByName;
        OwnersByFace = from.OwnersByFace;
        Erasures = from.Erasures;
    }

    public string Name { get; }

    /// <summary>The number of the last journal entry in it; 0 where nothing ever happened.</summary>
    public long Version { get; private init; }

    /// <summary>False until the collection is created or somebody is added, and again after it is removed.</summary>
    public bool Exists { get; private init; }

    public int PersonCount => ById.Count;
    public int FaceCount => OwnersByFace.Count;

    /// <summary>Everybody, by name in ordinal order.</summary>
    public IEnumerable<Person> People => IdsByName.Values.Select(id => ById[id]);

    /// <summary>Removals whose traces are still being erased.</summary>
    public IEnumerable<PendingErasure> PendingErasures => Erasures.Values;

    private ImmutableDictionary<string, Person> ById { get; init; } = ImmutableDictionary.Create<string, Person>(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, string> IdsByName { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private ImmutableDictionary<string, string> OwnersByFace { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
    private ImmutableSortedDictionary<long, PendingErasure> Erasures { get; init; } = ImmutableSortedDictionary<long, PendingErasure>.Empty;

    public static CollectionView Empty(string collection) => new(collection);

    /// <summary>The people whose names come after the given one, in order: a page for lists too long to show whole.</summary>
    public IEnumerable<Person> PeopleAfter(string? name) =>
        name is null ? People : IdsByName.SkipWhile(pair => string.CompareOrdinal(pair.Key, name) <= 0).Select(pair => ById[pair.Value]);

    public Person? FindPerson(string name) => IdsByName.TryGetValue(name, out var id) ? ById[id] : null;

    public Person? FindPersonById(string id) => ById.GetValueOrDefault(id);

    /// <summary>The person who has the face; null where nobody has.</summary>
    public Person? FindOwner(string faceId) => OwnersByFace.TryGetValue(faceId, out var id) ? ById[id] : null;

    public Face? FindFace(string faceId) => FindOwner(faceId)?.Faces.First(face => face.Id == faceId);

    /// <summary>The collection after one more entry. Changes that speak of people or faces long erased have no effect.</summary>
    public CollectionView Apply(JournalEntry entry)
    {
        if (entry.Version != Version + 1)
            throw new InvalidOperationException($"Entry {entry.Version} cannot follow version {Version} of collection {Name}.");

        var next = new CollectionView(this) { Version = entry.Version };
        foreach (var change in entry.Changes)
            next = next.Apply(change, entry);
        return next;
    }

    internal static CollectionView Restore(string collection, long version, bool exists, IEnumerable<Person> people, IEnumerable<PendingErasure> erasures)
    {
        var all = people as IReadOnlyCollection<Person> ?? [.. people];
        var byId = ImmutableDictionary.CreateBuilder<string, Person>(StringComparer.Ordinal);
        var idsByName = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var owners = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        // Side by side: a start waits for it.
        Parallel.Invoke(
            () => owners.AddRange(all.SelectMany(person => person.Faces.Select(face => KeyValuePair.Create(face.Id, person.Id)))),
            () =>
            {
                byId.AddRange(all.Select(person => KeyValuePair.Create(person.Id, person)));
                idsByName.AddRange(all.Select(person => KeyValuePair.Create(person.Name, person.Id)));
            });
        return new CollectionView(collection)
        {
            Version = version,
            Exists = exists,
            ById = byId.ToImmutable(),
            IdsByName = idsByName.ToImmutable(),
            OwnersByFace = owners.ToImmutable(),
            Erasures = erasures.ToImmutableSortedDictionary(erasure => erasure.Removal, erasure => erasure),
        };
    }

    private CollectionView Apply(Change change, JournalEntry entry) => change switch
    {
        Change.CollectionCreated => new(this) { Exists = true },
        Change.CollectionRemoved => RemoveEverybody(entry.Version),
        Change.PersonAdded added => Put(new Person { Id = added.PersonId, Name = added.Name, AddedAt = entry.At, Entries = [entry.Version] }),
        Change.PersonRenamed renamed => ById.TryGetValue(renamed.PersonId, out var person)
            ? Drop(person).Put(person with { Name = renamed.Name, Entries = person.Entries.Add(entry.Version) })
            : this,
        Change.PeopleMerged merged => Merge(merged, entry.Version),
        Change.PersonRemoved removed => RemovePerson(removed, entry.Version),
        Change.FaceAdded added => ById.TryGetValue(added.PersonId, out var person) && !OwnersByFace.ContainsKey(added.Face.Id)
            ? Put(person with { Faces = person.Faces.Add(added.Face with { Entries = [entry.Version] }) })
            : this,
        Change.FaceMoved moved => ById.TryGetValue(moved.PersonId, out var person) && FindFace(moved.FaceId) is { } face
            ? RemoveFace(face).PutFace(person.Id, face with { Entries = face.Entries.Add(entry.Version) })
            : this,
        Change.FaceReplaced replaced => FindOwner(replaced.Face.Id) is { } owner && FindFace(replaced.Face.Id) is { } old
            ? RemoveFace(old).PutFace(owner.Id, replaced.Face with { Entries = old.Entries.Add(entry.Version) })
            : this,
        Change.FaceRemoved removed => FindFace(removed.FaceId) is { } face
            ? RemoveFace(face).Await(new PendingErasure { Removal = entry.Version, PersonIds = [], Faces = [face], Entries = face.Entries })
            : this,
        Change.ErasureFinished finished => new(this) { Erasures = Erasures.Remove(finished.Removal) },
        _ => this,
    };

    private CollectionView RemoveEverybody(long version) => new(Empty(Name))
    {
        Version = Version,
        Erasures = ImmutableSortedDictionary<long, PendingErasure>.Empty.Add(version, new PendingErasure
        {
            Removal = version,
            PersonIds = [.. ById.Values.SelectMany(person => person.MergedIds.Add(person.Id)), .. Erasures.Values.SelectMany(erasure => erasure.PersonIds)],
            Faces = [.. ById.Values.SelectMany(person => person.Faces), .. Erasures.Values.SelectMany(erasure => erasure.Faces)],
            Entries = [],
            WholeCollection = true,
        }),
    };

    private CollectionView Merge(Change.PeopleMerged merged, long version)
    {
        if (!ById.TryGetValue(merged.FromId, out var from) || !ById.TryGetValue(merged.IntoId, out var into))
            return this;
        return Drop(from).Put(into with
        {
            Faces = into.Faces.AddRange(from.Faces),
            MergedIds = into.MergedIds.Add(from.Id).AddRange(from.MergedIds),
            Entries = [.. into.Entries.Concat(from.Entries).Append(version).Distinct()],
        });
    }

    private CollectionView RemovePerson(Change.PersonRemoved removed, long version)
    {
        var people = removed.MergedIds.Add(removed.PersonId).Select(id => ById.GetValueOrDefault(id)).OfType<Person>().ToList();
        var faces = people.SelectMany(person => person.Faces).Concat(removed.FaceIds.Select(FindFace).OfType<Face>()).DistinctBy(face => face.Id).ToList();
        var next = this;
        foreach (var face in faces)
            next = next.RemoveFace(face);
        foreach (var person in people)
            next = next.Drop(next.ById[person.Id]);
        return next.Await(new PendingErasure
        {
            Removal = version,
            PersonIds = removed.MergedIds.Add(removed.PersonId),
            Faces = [.. faces],
            Entries = [.. people.SelectMany(person => person.Entries).Concat(faces.SelectMany(face => face.Entries)).Distinct()],
        });
    }

    private CollectionView RemoveFace(Face face)
    {
        var owner = ById[OwnersByFace[face.Id]];
        return new CollectionView(this)
        {
            ById = ById.SetItem(owner.Id, owner with { Faces = owner.Faces.RemoveAll(other => other.Id == face.Id) }),
            OwnersByFace = OwnersByFace.Remove(face.Id),
        };
    }

    private CollectionView PutFace(string personId, Face face) => Put(ById[personId] with { Faces = ById[personId].Faces.Add(face) });

    private CollectionView Put(Person person) => new(this)
    {
        Exists = true,
        ById = ById.SetItem(person.Id, person),
        IdsByName = IdsByName.SetItem(person.Name, person.Id),
        OwnersByFace = OwnersByFace.SetItems(person.Faces.Select(face => KeyValuePair.Create(face.Id, person.Id))),
    };

    private CollectionView Drop(Person person) => new(this)
    {
        ById = ById.Remove(person.Id),
        IdsByName = IdsByName.Remove(person.Name),
        OwnersByFace = OwnersByFace.RemoveRange(person.Faces.Select(face => face.Id)),
    };

    private CollectionView Await(PendingErasure erasure) => new(this) { Erasures = Erasures.SetItem(erasure.Removal, erasure) };
}
