using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace FaceRec.Recognition.Matching;

/// <summary>
/// The embeddings of a collection in blocks of contiguous memory, searched exactly. An index is not changed by adding to it:
/// the new one shares the blocks and sees one row more.
/// </summary>
internal sealed class FaceIndex
{
    // From here on the first look at 8 bits a number pays: smaller indexes lie in the processor's cache.
    internal const int CoarseFrom = 8 * FaceBlock.Rows;
    // A search of so many rows takes a millisecond or two on one core: worth sharing with the others.
    internal const int ParallelFrom = 64 * FaceBlock.Rows;

    /// <summary>Gives the embedding of the face at a place in a list.</summary>
    public delegate ReadOnlySpan<float> EmbeddingAt(int place);

    private readonly int _length;
    private readonly ImmutableArray<FaceBlock> _blocks;
    private readonly int _forgotten;

    private FaceIndex(int length, ImmutableArray<FaceBlock> blocks, int rows, int forgotten) =>
        (_length, _blocks, Rows, _forgotten) = (length, blocks, rows, forgotten);

    /// <summary>Rows in use, blank ones included.</summary>
    public int Rows { get; }

    public int Faces => Rows - _forgotten;

    public static FaceIndex Empty(int length) => new(length, [], 0, 0);

    /// <summary>The index with one face more. Only the newest index may be added to, by one thread at a time.</summary>
    public FaceIndex Add(string faceId, ReadOnlySpan<float> embedding)
    {
        if (embedding.Length != _length)
            throw new InvalidDataException($"The embedding of face {faceId} has {embedding.Length} numbers; {_length} were expected.");
        var blocks = Rows == _blocks.Length * FaceBlock.Rows ? _blocks.Add(new FaceBlock(_length)) : _blocks;
        blocks[^1].Put(Rows % FaceBlock.Rows, embedding);
        blocks[^1].Name(Rows % FaceBlock.Rows, faceId);
        return new FaceIndex(_length, blocks, Rows + 1, _forgotten);
    }

    /// <summary>An index of so many faces at once, made on all cores.</summary>
    public static FaceIndex Create(int length, IReadOnlyList<string> faceIds, EmbeddingAt embeddingAt)
    {
        var rows = new FaceRows(length, faceIds.Count);
        Parallel.For(0, faceIds.Count, row =>
        {
            var embedding = embeddingAt(row);
            if (embedding.Length != length)
                throw new InvalidDataException($"The embedding of face {faceIds[row]} has {embedding.Length} numbers; {length} were expected.");
            rows.Put(row, embedding);
        });
        return Create(rows, faceIds);
    }

    /// <summary>An index of rows that are all put.</summary>
    /// <param name="faceIds">Whose each row is; null for a row that nobody may find.</param>
    public static FaceIndex Create(FaceRows rows, IReadOnlyList<string?> faceIds)
    {
        var forgotten = 0;
        for (var row = 0; row < faceIds.Count; row++)
        {
            if (faceIds[row] is { } faceId)
            {
                rows.Blocks[row / FaceBlock.Rows].Name(row % FaceBlock.Rows, faceId);
                continue;
            }
            rows.Blocks[row / FaceBlock.Rows].Forget(row % FaceBlock.Rows);
            forgotten++;
        }
        return new FaceIndex(rows.Length, [.. rows.Blocks], faceIds.Count, forgotten);
    }

    /// <summary>The index without the faces, which are blanked in every index that shares their blocks. Rows are moved together when a quarter is blank.</summary>
    public FaceIndex Forget(IReadOnlySet<string> faceIds)
    {
        var forgotten = _forgotten;
        for (var row = 0; row < Rows && forgotten - _forgotten < faceIds.Count; row++)
        {
            if (FaceIdAt(row) is not { } id || !faceIds.Contains(id))
                continue;
            Block(row).Forget(row % FaceBlock.Rows);
            forgotten++;
        }
        var left = new FaceIndex(_length, _blocks, Rows, forgotten);
        return forgotten > FaceBlock.Rows && forgotten > Rows / 4 ? left.Compact() : left;
    }

    /// <summary>The rows most similar to the probe, best first.</summary>
    public List<SimilarFace> FindClosest(ReadOnlySpan<float> probe, int count)
    {
        var best = Rows >= CoarseFrom && CoarseProbe.IsFast(_length) ? FindCoarsely(probe.ToArray(), count) : FindExactly(probe, count);
        var found = new List<SimilarFace>(count);
        foreach (var (row, similarity) in best.InOrder())
        {
            // Null where it was forgotten while we searched.
            if (FaceIdAt(row) is { } faceId)
                found.Add(new SimilarFace(faceId, similarity));
        }
        return found;
    }

    /// <summary>The similarity of the probe to the most similar of the given faces; null where none of them is here.</summary>
    public float? FindSimilarity(ReadOnlySpan<float> probe, IReadOnlySet<string> faceIds)
    {
        float? best = null;
        for (var row = 0; row < Rows; row++)
        {
            if (FaceIdAt(row) is { } faceId && faceIds.Contains(faceId))
                best = Math.Max(best ?? -1, TensorPrimitives.Dot(probe, Block(row).ValuesAt(row % FaceBlock.Rows)));
        }
        return best;
    }

    /// <summary>The embedding of every face.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<float>> ToDictionary()
    {
        var all = new Dictionary<string, ReadOnlyMemory<float>>(Faces, StringComparer.Ordinal);
        for (var row = 0; row < Rows; row++)
        {
            if (FaceIdAt(row) is { } faceId)
                all[faceId] = Block(row).Row(row % FaceBlock.Rows);
        }
        return all;
    }

    /// <summary>Every row in full. Public to tests and benchmarks as the measure of <see cref="FindClosest"/>.</summary>
    internal BestRows FindExactly(ReadOnlySpan<float> probe, int count)
    {
        var best = new BestRows(count);
        for (var row = 0; row < Rows; row++)
        {
            var similarity = TensorPrimitives.Dot(probe, Block(row).ValuesAt(row % FaceBlock.Rows));
            if (similarity > best.Least && FaceIdAt(row) is not null)
                best.Add(row, similarity);
        }
        return best;
    }

    // A first look at the coarse rows gives each similarity to within a known error. A row whose most is less than the least of
    // enough others cannot be among the best; the rest, some hundreds, are compared in full. So nothing is lost.
    private BestRows FindCoarsely(float[] probe, int count)
    {
        var coarse = new CoarseProbe(probe);
        var parts = Rows >= ParallelFrom ? Environment.ProcessorCount : 1;
        var looks = new CoarseLook[parts];
        Parallel.For(0, parts, part => looks[part] = Look(coarse, count, First(part, parts), First(part + 1, parts)));

        var least = new BestRows(count);
        foreach (var look in looks)
            least.Add(look.Least);
        var best = new BestRows(count);
        foreach (var (row, most) in looks.SelectMany(look => look.Candidates))
        {
            if (most >= least.Least)
                best.Add(row, TensorPrimitives.Dot<float>(probe, Block(row).ValuesAt(row % FaceBlock.Rows)));
        }
        return best;
    }

    private CoarseLook Look(CoarseProbe probe, int count, int from, int until)
    {
        var look = new CoarseLook(new BestRows(count), []);
        for (var row = from; row < until; row++)
        {
            var similarity = probe.Dot(Block(row), row % FaceBlock.Rows, out var error);
            if (similarity + error < look.Least.Least || FaceIdAt(row) is null)
                continue;
            look.Least.Add(row, similarity - error);
            look.Candidates.Add((row, similarity + error));
        }
        return look;
    }

    // Parts begin where blocks do.
    private int First(int part, int parts) => Math.Min(Rows, (int)((long)_blocks.Length * part / parts) * FaceBlock.Rows);

    private FaceIndex Compact()
    {
        var rows = Enumerable.Range(0, Rows).Where(row => FaceIdAt(row) is not null).ToList();
        return Create(_length, [.. rows.Select(row => FaceIdAt(row)!)], i => Block(rows[i]).ValuesAt(rows[i] % FaceBlock.Rows));
    }

    private FaceBlock Block(int row) => _blocks[row / FaceBlock.Rows];

    private string? FaceIdAt(int row) => Block(row).FaceIdAt(row % FaceBlock.Rows);

    private sealed record CoarseLook(BestRows Least, List<(int Row, float Most)> Candidates);
}
