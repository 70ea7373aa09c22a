namespace FaceRec.LocalCloud.S3;

/// <summary>The limits of S3, as its user guide lists them (2026).</summary>
internal static class S3Limits
{
    /// <summary>Of a key in UTF-8.</summary>
    public const int KeyBytes = 1024;

    public const long PutBytes = 5L << 30;

    /// <summary>Of every part but the last.</summary>
    public const long MinPartBytes = 5L << 20;

    public const int MaxPartNumber = 10_000;

    public const int MetadataBytes = 2048;

    public const int ListKeys = 1000;

    public const int DeleteKeys = 1000;

    /// <summary>Enough for 10,000 parts or 1,000 keys of full length, each character escaped.</summary>
    public const int XmlBytes = 8 << 20;
}
