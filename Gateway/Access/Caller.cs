namespace FaceRec.Gateway;

/// <summary>Who sends a request, as far as it matters.</summary>
/// <param name="Id">The API key's id, or <c>anonymous</c>.</param>
internal sealed record Caller(string Id)
{
    public static readonly Caller Anonymous = new("anonymous");

    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Anonymous;
}
