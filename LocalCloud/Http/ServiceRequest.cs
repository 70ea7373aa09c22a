namespace FaceRec.LocalCloud.Http;

/// <summary>A request and the service it is for.</summary>
/// <param name="Action">AWS's name of what is asked for.</param>
/// <param name="Body">The whole body; empty for S3, whose bodies are streamed.</param>
/// <param name="Form">The parameters of the Query protocol; null in other protocols.</param>
internal sealed record ServiceRequest(HttpContext Http, AwsService Service, string Action, byte[] Body, IReadOnlyDictionary<string, string>? Form);
