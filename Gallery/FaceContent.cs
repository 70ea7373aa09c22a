namespace FaceRec.Gallery;

/// <summary>What is stored of a face beside its description.</summary>
/// <param name="Embedding">Normalised to length 1.</param>
/// <param name="Thumbnail">The cut-out face, a small JPEG.</param>
/// <param name="Picture">The uploaded picture, byte for byte.</param>
public sealed record FaceContent(ReadOnlyMemory<float> Embedding, ReadOnlyMemory<byte> Thumbnail, ReadOnlyMemory<byte> Picture);
