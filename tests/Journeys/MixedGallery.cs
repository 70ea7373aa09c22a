using System.Net;
using System.Text.Json.Nodes;
using Amazon.S3.Model;

namespace FaceRec.Journeys;

/// <summary>What a gallery looks like that was copied from an installation with other weights: its journal holds faces that no worker can compare.</summary>
static class MixedGallery
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Enrols Anna, and writes Bert as if by another model. Deleting Bert mends it.</summary>
    public static async Task EnrolAsync(LaunchedSystem system, string collection)
    {
        using var enrolled = await system.PostAsync($"people/Anna/faces?face=2&collection={collection}", "file", Repository.Photo(1), "anna.jpg", Cancel);
        Assert.Equal(HttpStatusCode.Created, enrolled.StatusCode);

        const string bucket = "facerec-out-bucket";
        var journal = $"gallery/{collection}/journal/";
        using var first = await system.S3.GetObjectAsync(bucket, $"{journal}000000000001.json", Cancel);
        var entry = (await JsonNode.ParseAsync(first.ResponseStream, cancellationToken: Cancel))!;
        entry["version"] = 2;
        entry["id"] = Guid.NewGuid().ToString();
        foreach (var change in entry["changes"]!.AsArray())
        {
            change!["personId"] = "0123456789abcdef";
            if (change["name"] is not null)
                change["name"] = "Bert";
            if (change["face"] is { } face)
                (face["id"], face["model"], face["object"], face["pictureKey"]) = (Guid.NewGuid().ToString("N"), "other-weights", "0123456789abcdef", "pictures/elsewhere");
        }

        await system.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = $"{journal}000000000002.json", ContentBody = entry.ToJsonString() }, Cancel);
    }
}
