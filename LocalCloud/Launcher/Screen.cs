namespace FaceRec.LocalCloud.Launcher;

/// <summary>What a person sees when everything runs.</summary>
internal static class Screen
{
    public static string Ready(string gateway, string aws, string data, string? key) => $"""

          FaceRec is ready.

            Page          {gateway}/
            API           {gateway}/recognitions    (reference: {gateway}/reference)
            Try           curl {(key is null ? "" : $"-H 'X-Api-Key: {key}' ")}-F file=@artifacts/photos/sample1.jpg {gateway}/recognitions
            AWS           AWS_ENDPOINT_URL={aws}    (SQS, S3, EC2)
            Data          {data}
            Stop          Ctrl+C

        """;
}
