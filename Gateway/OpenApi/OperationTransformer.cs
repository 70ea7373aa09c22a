using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceRec.Gateway;

/// <summary>Completes each operation: its body, its parameters' meaning, examples of its answers, and every error it answers with.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    public const string ProblemSchema = "Problem";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description = Parameters.Describe(parameter.Name ?? "");
        if (metadata.OfType<PictureBody>().LastOrDefault() is { } body)
            operation.RequestBody = Describe(body);
        AddHeaders(operation, metadata.OfType<Failures>().SelectMany(failures => failures.Kinds));
        AddExamples(operation, context);
        if (metadata.OfType<Access>().LastOrDefault() is { } access)
        {
            operation.Description = $"Needs the scope `{access.Scope.ToString().ToLowerInvariant()}`.";
            AddFailures(operation, context.Document!, Failures.Common.Concat(metadata.OfType<Failures>().SelectMany(failures => failures.Kinds)));
        }

        return Task.CompletedTask;
    }

    static OpenApiRequestBody Describe(PictureBody body)
    {
        var file = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = body.Fields.ToDictionary(field => field, IOpenApiSchema (_) => file),
            Required = new HashSet<string> { body.Fields[0] },
        };
        var content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = form } };
        foreach (var mediaType in body.Raw)
            content[mediaType] = new OpenApiMediaType { Schema = file };
        return new OpenApiRequestBody { Required = true, Content = content };
    }

    static void AddHeaders(OpenApiOperation operation, IEnumerable<ProblemKind> kinds)
    {
        if (kinds.Contains(ProblemKinds.KeyInUse))
            Add(IdempotentRequests.Header, "The same key with the same request gets the same answer for 24 hours.");
        if (operation.Responses?.ContainsKey("202") is true && operation.RequestBody is not null)
            Add("Prefer", "`respond-async` answers 202 at once, `wait=N` after N seconds (RFC 7240).");

        void Add(string name, string description) => (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    static void AddExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var (mediaType, media) in operation.Responses?.Values.SelectMany(response => response.Content ?? new Dictionary<string, OpenApiMediaType>()) ?? [])
        {
            if (mediaType.StartsWith("image/", StringComparison.Ordinal))
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            else if (mediaType == "text/event-stream")
                media.Example = Examples.Events;
        }

        foreach (var type in context.Description.SupportedResponseTypes)
        {
            if (Examples.Of(type.Type) is not { } example || operation.Responses?.GetValueOrDefault(type.StatusCode.ToString(CultureInfo.InvariantCulture)) is not { Content: { } content })
                continue;
            foreach (var media in content.Values.OfType<OpenApiMediaType>())
                media.Example = example;
        }
    }

    static void AddFailures(OpenApiOperation operation, OpenApiDocument document, IEnumerable<ProblemKind> kinds)
    {
        foreach (var status in kinds.Distinct().GroupBy(kind => kind.Status).OrderBy(group => group.Key))
        {
            var response = new OpenApiResponse
            {
                Description = string.Join(" Or: ", status.Select(kind => kind.Title)),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new()
                    {
                        Schema = new OpenApiSchemaReference(ProblemSchema, document),
                        Examples = status.ToDictionary(kind => kind.Code, IOpenApiExample (kind) => new OpenApiExample { Summary = kind.Title, Value = Examples.Of(kind) }),
                    },
                },
            };
            (operation.Responses ??= [])[status.Key.ToString(CultureInfo.InvariantCulture)] = response;
        }
    }
}
