using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace FaceRec.Gallery;

/// <summary>
/// How a snapshot's people are written: fields in turn, because a worker's start reads 100,000 faces, which as JSON takes a
/// second and 48 MB. Nothing is lost when the format changes: whoever cannot read a snapshot reads the journal, which is JSON.
/// </summary>
internal static class PeopleFormat
{
    private const int Format = 1;

    public static byte[] Write(SnapshotPeople snapshot)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Format);
        // Few, seldom and nested: as JSON.
        var rest = JsonSerializer.SerializeToUtf8Bytes(snapshot with { People = [] }, GalleryJson.Default.SnapshotPeople);
        writer.Write(rest.Length);
        writer.Write(rest);
        // Names of models are few too: each once, and its number with every face.
        var models = snapshot.People.SelectMany(person => person.Faces).Select(face => face.Model).Distinct(StringComparer.Ordinal).ToList();
        writer.Write(models.Count);
        models.ForEach(writer.Write);
        var numbers = models.Index().ToDictionary(model => model.Item, model => model.Index, StringComparer.Ordinal);
        writer.Write(snapshot.People.Length);
        foreach (var person in snapshot.People)
            Write(writer, person, numbers);
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>What was written; null where it was by a version with another format.</summary>
    public static SnapshotPeople? TryRead(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (bytes.Length < sizeof(int) || reader.ReadInt32() != Format)
            return null;
        var rest = JsonSerializer.Deserialize(reader.ReadBytes(reader.ReadInt32()), GalleryJson.Default.SnapshotPeople)!;
        var models = Many(reader.ReadInt32(), reader.ReadString);
        return rest with { People = Many(reader.ReadInt32(), () => ReadPerson(reader, models)) };
    }

    private static void Write(BinaryWriter writer, Person person, Dictionary<string, int> models)
    {
        writer.Write(person.Id);
        writer.Write(person.Name);
        Write(writer, person.AddedAt);
        Write(writer, person.MergedIds, writer.Write);
        Write(writer, person.Entries, writer.Write7BitEncodedInt64);
        writer.Write7BitEncodedInt(person.Faces.Length);
        foreach (var face in person.Faces)
        {
            writer.Write(face.Id);
            writer.Write(face.Object);
            writer.Write7BitEncodedInt(models[face.Model]);
            foreach (var number in (ReadOnlySpan<float>)[face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height, face.Score,
                face.Quality.Height, face.Quality.Sharpness, face.Quality.Yaw, face.Quality.Roll])
                writer.Write(number);
            writer.Write(face.PictureKey);
            Write(writer, face.EnrolledAt);
            Write(writer, face.Entries, writer.Write7BitEncodedInt64);
        }
    }

    private static Person ReadPerson(BinaryReader reader, ImmutableArray<string> models) => new()
    {
        Id = reader.ReadString(),
        Name = reader.ReadString(),
        AddedAt = ReadTime(reader),
        MergedIds = Many(reader.Read7BitEncodedInt(), reader.ReadString),
        Entries = Many(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64),
        Faces = Many(reader.Read7BitEncodedInt(), () => new Face
        {
            Id = reader.ReadString(),
            Object = reader.ReadString(),
            Model = models[reader.Read7BitEncodedInt()],
            Box = new(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle()),
            Score = reader.ReadSingle(),
            Quality = new(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle()),
            PictureKey = reader.ReadString(),
            EnrolledAt = ReadTime(reader),
            Entries = Many(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64),
        }),
    };

    private static void Write<T>(BinaryWriter writer, ImmutableArray<T> values, Action<T> write)
    {
        writer.Write7BitEncodedInt(values.Length);
        foreach (var value in values)
            write(value);
    }

    private static ImmutableArray<T> Many<T>(int count, Func<T> read)
    {
        var values = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
            values.Add(read());
        return values.MoveToImmutable();
    }

    private static void Write(BinaryWriter writer, DateTimeOffset time) => writer.Write(time.UtcTicks);

    private static DateTimeOffset ReadTime(BinaryReader reader) => new(reader.ReadInt64(), TimeSpan.Zero);
}
