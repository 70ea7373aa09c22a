namespace FaceRec.Gallery;

/// <summary>Takes some rows of a snapshot's part as they arrive.</summary>
/// <param name="first">The number of the first of them in the part.</param>
/// <param name="length">How many numbers a row has.</param>
/// <param name="rows">One row after the other; valid until the call returns.</param>
public delegate void RowReader(int first, int length, ReadOnlySpan<float> rows);
