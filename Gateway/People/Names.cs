using FaceRec.Gallery;

namespace FaceRec.Gateway;

/// <summary>Checks the names in a request, where they enter.</summary>
internal static class Names
{
    const string PersonRule = $"{PersonName.Rule}, without / or \\, and not . or ..";

    /// <summary>The person's name in its one spelling. A slash could not be told from a path's in later requests, and dots are eaten by URL clients.</summary>
    public static Problem? CheckPerson(string? text, out string name)
    {
        if (PersonName.TryNormalize(text, out var normal) && normal is not ("." or "..") && !normal.Contains('/') && !normal.Contains('\\')
            && !normal.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            name = normal;
            return null;
        }

        name = "";
        return new Problem(ProblemKinds.InvalidName, $"A person's name must be {PersonRule}.");
    }

    public static Problem? CheckCollection(string? text, out string name)
    {
        name = text ?? CollectionName.Default;
        return CollectionName.IsValid(name) ? null : new Problem(ProblemKinds.InvalidParameter, $"collection must be {CollectionName.Rule}.");
    }

    /// <summary>Both at once: the first problem found, or null.</summary>
    public static Problem? Check(string? person, string? collection, out string personName, out string collectionName) =>
        CheckPerson(person, out personName) is { } badName ? Keep(badName, out collectionName) : CheckCollection(collection, out collectionName);

    static Problem Keep(Problem problem, out string collection)
    {
        collection = "";
        return problem;
    }
}
