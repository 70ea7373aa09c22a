namespace FaceRec.Recognition.Matching;

/// <summary>Room for the rows of an index that is being loaded. Any number of threads may put rows, each its own.</summary>
internal sealed class FaceRows(int length, int count)
{
    /// <summary>How many numbers a row has.</summary>
    public int Length => length;

    public FaceBlock[] Blocks { get; } = [.. Enumerable.Range(0, (count + FaceBlock.Rows - 1) / FaceBlock.Rows).Select(_ => new FaceBlock(length))];

    /// <summary>Puts one row or several that follow each other.</summary>
    public void Put(int first, ReadOnlySpan<float> rows)
    {
        for (var row = first; !rows.IsEmpty; row++, rows = rows[length..])
            Blocks[row / FaceBlock.Rows].Put(row % FaceBlock.Rows, rows[..length]);
    }
}
