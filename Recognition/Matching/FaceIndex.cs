using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace FaceRec.Recognition.Matching;

/// <summary>
/// The embeddings of a collection in blocks of contiguous memory. An index is not changed by adding to it: the new one shares
/// the blocks and sees one row more. Forgetting a face blanks its row for every index that shares it, because what is erased
/// must be gone at once.
/// </summary>
internal sealed class FaceIndex
{
    // 2 MB a block at 512 numbers a face: adding never copies more than the list of blocks.
    private const int RowsPerBlock = 1024;

    private readonly int _length;
    private readonly ImmutableArray<Block> _blocks;

    private FaceIndex(int length, ImmutableArray<Block> blocks, int rows) => (_length, _blocks, Rows) = (length, blocks, rows);

    /// <summary>Rows in use, blank ones included.</summary>
    public int Rows { get; }

    public static FaceIndex Empty(int length) => new(length, [], 0);

    /// <summary>The index with one face more. Only the newest index may be added to, by one thread at a time.</summary>
    public FaceIndex Add(string faceId, ReadOnlySpan<float> embedding)
    {
        if (embedding.Length != _length)
            throw new InvalidDataException($"The embedding of face {faceId} has {embedding.Length} numbers; {_length} were expected.");
        var blocks = Rows == _blocks.Length * RowsPerBlock ? _blocks.Add(new Block(_length)) : _blocks;
        var row = Rows % RowsPerBlock;
        embedding.CopyTo(blocks[^1].Values.AsSpan(row * _length));
        blocks[^1].FaceIds[row] = faceId;
        return new FaceIndex(_length, blocks, Rows + 1);
    }

    public void Forget(string faceId)
    {
        foreach (var block in _blocks)
        {
            var row = Array.IndexOf(block.FaceIds, faceId);
            if (row < 0)
                continue;
            block.FaceIds[row] = null;
            block.Values.AsSpan(row * _length, _length).Clear();
        }
    }

    /// <summary>The rows most similar to the probe, best first.</summary>
    public List<SimilarFace> FindClosest(ReadOnlySpan<float> probe, int count)
    {
        var best = new PriorityQueue<string, float>(count + 1);
        for (var row = 0; row < Rows; row++)
        {
            var block = _blocks[row / RowsPerBlock];
            var at = row % RowsPerBlock;
            var similarity = TensorPrimitives.Dot(probe, block.Values.AsSpan(at * _length, _length));
            if (best.Count == count && best.TryPeek(out _, out var lowest) && similarity <= lowest)
                continue;
            if (block.FaceIds[at] is not { } faceId)
                continue;
            best.Enqueue(faceId, similarity);
            if (best.Count > count)
                best.Dequeue();
        }
        var found = new List<SimilarFace>(best.Count);
        while (best.TryDequeue(out var faceId, out var similarity))
            found.Add(new SimilarFace(faceId, similarity));
        found.Reverse();
        return found;
    }

    /// <summary>The embedding of every face.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<float>> ToDictionary()
    {
        var all = new Dictionary<string, ReadOnlyMemory<float>>(Rows, StringComparer.Ordinal);
        for (var row = 0; row < Rows; row++)
        {
            var block = _blocks[row / RowsPerBlock];
            if (block.FaceIds[row % RowsPerBlock] is { } faceId)
                all[faceId] = block.Values.AsMemory(row % RowsPerBlock * _length, _length);
        }
        return all;
    }

    private sealed class Block(int length)
    {
        public float[] Values { get; } = new float[RowsPerBlock * length];
        public string?[] FaceIds { get; } = new string?[RowsPerBlock];
    }
}
