namespace FaceRec.LocalCloud;

/// <summary>Whose cloud this is.</summary>
internal static class LocalAccount
{
    public const string Id = "000000000000";

    public const string Region = "us-east-1";
}
