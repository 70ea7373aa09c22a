using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using FaceRec.LocalCloud.Http;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>SQS in the AWS JSON 1.0 protocol, which the AWS SDK for .NET v4 speaks, and in the older Query protocol.</summary>
internal sealed class SqsEndpoint(SqsService service)
{
    public const string TargetPrefix = "AmazonSQS.";

    private const string ContentType = "application/x-amz-json-1.0";

    public async Task HandleAsync(ServiceRequest request)
    {
        var context = request.Http;
        if (request.Form is { } form)
        {
            await HandleAsync(request, form);
            return;
        }

        try
        {
            if (!context.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) ?? true)
                throw SqsErrors.Malformed($"The content type must be {ContentType}.");
            using var document = Parse(request.Body);
            var call = new SqsCall(
                request.Action,
                new SqsParameters(document.RootElement),
                $"{context.Request.Scheme}://{context.Request.Host}",
                context.RequestAborted);
            await service.RunAsync(call, result => ReplyAsync(context, StatusCodes.Status200OK, result));
        }
        catch (AwsError error)
        {
            await RefuseAsync(context, error);
        }
    }

    public static Task RefuseAsync(HttpContext context, AwsError error)
    {
        if (QueryForm.IsUsedBy(context.Request))
            return XmlReply.WriteAsync(context, error.Status, SqsQueryReply.Error(error, RequestIdOf(context)), "text/xml");
        context.Response.Headers["x-amzn-query-error"] = $"{error.QueryCode};{error.Party}";
        return ReplyAsync(context, error.Status, new JsonObject { ["__type"] = $"com.amazonaws.sqs#{error.Code}", ["message"] = error.Message });
    }

    private async Task HandleAsync(ServiceRequest request, IReadOnlyDictionary<string, string> form)
    {
        var context = request.Http;
        var call = new SqsCall(
            request.Action, new SqsParameters(SqsQueryRequest.Read(form, context.Request.Path.Value ?? "")), $"{context.Request.Scheme}://{context.Request.Host}", context.RequestAborted);
        await service.RunAsync(call, result => XmlReply.WriteAsync(
            context, StatusCodes.Status200OK, SqsQueryReply.Result(request.Action, result, RequestIdOf(context)), "text/xml"));
    }

    private static string RequestIdOf(HttpContext context) => context.Response.Headers["x-amzn-RequestId"].ToString();

    private static JsonDocument Parse(byte[] body)
    {
        if (!Utf8.IsValid(body))
            throw SqsErrors.Malformed("The request is not UTF-8.");
        if (body.AsSpan().IndexOf("\\u"u8) >= 0)
            CheckEscapes(body);
        try
        {
            var document = JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw SqsErrors.Malformed("The request is not a structure.");
        }
        catch (JsonException error)
        {
            throw SqsErrors.Malformed($"The request is not JSON: {error.Message}");
        }
    }

    /// <summary>Half of a character, escaped, passes for JSON, but not for text.</summary>
    private static void CheckEscapes(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    reader.GetString();
            }
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException)
        {
            throw SqsErrors.InvalidMessageContents();
        }
    }

    private static async Task ReplyAsync(HttpContext context, int status, JsonObject? result)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(result ?? []);
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
