namespace FaceRec.Gateway;

/// <summary>An uploaded picture as it lies in S3.</summary>
internal sealed record StoredPicture(byte[] Bytes, string MediaType);
