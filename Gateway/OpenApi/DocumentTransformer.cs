using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceRec.Gateway;

/// <summary>What the document says as a whole: what the API is, how a key is sent, what an error looks like.</summary>
internal sealed class DocumentTransformer : IOpenApiDocumentTransformer
{
    const string KeyScheme = "apiKey";
    const string BearerScheme = "bearer";

    static readonly Dictionary<string, string> Tags = new()
    {
        ["Recognitions"] = "Who is in a picture.",
        ["Detections"] = "Where faces are, without names.",
        ["Verifications"] = "Whether two faces are one person's.",
        ["People"] = "Who can be recognised.",
        ["Faces"] = "The faces that people are recognised by.",
        ["Collections"] = "Sets of people that know nothing of each other.",
        ["Failed messages"] = "Requests that workers gave up: see them, send them back.",
        ["Operations"] = "How the installation is.",
        ["Lineage"] = "What clients of older web tiers know.",
    };

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "FaceRec",
            Version = "v1",
            Description = "Send a picture; read in the same answer who is in it. Errors are problem+json with a stable `code` and a `remedy`; docs/api.md has them in one table.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        document.AddComponent(OperationTransformer.ProblemSchema, Problem());
        document.AddComponent<IOpenApiSecurityScheme>(KeyScheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = AccessGate.Header, Description = "An API key." });
        document.AddComponent<IOpenApiSecurityScheme>(BearerScheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The same key as a bearer token." });
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] },
            // Where anonymous calls are allowed.
            new OpenApiSecurityRequirement(),
        ];
        return Task.CompletedTask;
    }

    static OpenApiSchema Problem()
    {
        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "An error (RFC 9457).",
            Required = new HashSet<string> { "type", "title", "status", "detail", "code", "remedy" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("urn:facerec:problem: and the code."),
                ["title"] = Text("What the error means, the same every time."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["detail"] = Text("What was wrong this time, and what is accepted."),
                ["code"] = Text("What clients switch on."),
                ["remedy"] = Text("How to get past it."),
                ["requestId"] = Text("Finds the request in the logs of all tiers."),
            },
        };
    }
}
