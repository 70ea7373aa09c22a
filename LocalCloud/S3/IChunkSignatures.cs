namespace FaceRec.LocalCloud.S3;

/// <summary>Checks the signatures that a body in signed chunks carries.</summary>
internal interface IChunkSignatures
{
    /// <param name="extension">What follows the size of the chunk, such as "chunk-signature=...".</param>
    void BeginChunk(string extension);

    void Append(ReadOnlySpan<byte> data);

    void EndChunk();

    void EndTrailers(IReadOnlyDictionary<string, string> trailers);
}
