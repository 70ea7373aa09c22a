namespace FaceRec.Gallery;

/// <summary>An object's bytes, and the ETag that a conditional write names.</summary>
internal sealed record StoredObject(byte[] Bytes, string ETag);
