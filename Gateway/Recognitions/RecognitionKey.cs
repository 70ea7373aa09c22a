using System.Security.Cryptography;

namespace FaceRec.Gateway;

/// <summary>What makes two recognitions the same: the picture's content, who is looked for, in which version, and how.</summary>
internal sealed record RecognitionKey(string PictureHash, RecognitionQuery Query, long GalleryVersion)
{
    public static RecognitionKey Of(Upload upload, RecognitionQuery query, long galleryVersion) =>
        new(Convert.ToHexString(SHA256.HashData(upload.Bytes)), query, galleryVersion);
}
