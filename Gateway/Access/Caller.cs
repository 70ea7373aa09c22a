namespace FaceRec.Gateway;

/// <summary>Who sends a request, and what they may do.</summary>
/// <param name="Id">The API key's id, or <c>anonymous</c> with the address.</param>
/// <param name="Key">Their key; null where everybody may do everything.</param>
internal sealed record Caller(string Id, ApiKey? Key)
{
    public static readonly Caller Anonymous = new("anonymous", null);

    public bool May(Scope scope) => Key is null || Key.Scopes.Contains(scope);

    /// <summary>Whether a collection is open to them. What is of no known collection is open only to those who may see all.</summary>
    public bool MayUse(string? collection) => Key is not { Collections.Count: > 0 } || (collection is not null && Key.Collections.Contains(collection));

    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Anonymous;
}
