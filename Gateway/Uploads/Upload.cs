namespace FaceRec.Gateway;

/// <summary>A picture that passed the checks.</summary>
/// <param name="Bytes">As they arrived.</param>
/// <param name="FileName">The client's name for it, where it gave one.</param>
/// <param name="Format">As the bytes tell it.</param>
internal sealed record Upload(ArraySegment<byte> Bytes, string? FileName, PictureFormat Format)
{
    public Stream OpenRead() => new MemoryStream(Bytes.Array!, Bytes.Offset, Bytes.Count, writable: false);
}
