namespace FaceRec.LocalCloud.Launcher;

/// <summary>What a person sees when everything runs.</summary>
internal static class Screen
{
    public static string Ready(string gateway, string aws, string data) => $"""

          FaceRec is ready.

            Page          {gateway}/
            API           {gateway}/recognitions    (reference: {gateway}/reference)
            Try           curl -F file=@artifacts/photos/sample1.jpg {gateway}/recognitions
            AWS           AWS_ENDPOINT_URL={aws}    (SQS, S3, EC2)
            Data          {data}
            Stop          Ctrl+C

        """;
}
