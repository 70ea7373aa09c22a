using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FaceRec.Gateway;

/// <summary>Says of enumerations that they are texts, which generated clients need to know.</summary>
internal sealed class SchemaTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type.IsEnum)
            schema.Type = JsonSchemaType.String;
        return Task.CompletedTask;
    }
}
