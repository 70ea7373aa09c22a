namespace FaceRec.Gateway;

/// <summary>What came of a check: a value, or the problem that stands in its way.</summary>
internal readonly record struct Checked<T> where T : class
{
    public Checked(T value) => Value = value;

    public Checked(Problem problem) => Problem = problem;

    public T? Value { get; }
    public Problem? Problem { get; }
}
