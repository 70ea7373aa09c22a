using FaceRec.Gallery;

namespace FaceRec.Gateway;

/// <summary><c>/people</c>: who can be recognised. Changes are in the gallery when the answer arrives, workers running or not.</summary>
internal static class PeopleEndpoints
{
    const int DefaultLimit = 100;
    const int MaxLimit = 1000;

    static readonly ProblemKind[] Missing = [ProblemKinds.InvalidName, ProblemKinds.NoSuchPerson];

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/people").WithTags("People").Needs(Scope.Enroll, CollectionUse.Default);
        group.MapGet("/", ListAsync).Documented("listPeople", "Lists people by name, a page at a time.").Answers<PeoplePage>();
        group.MapGet("/{person}", GetAsync).Documented("getPerson", "Gives a person with the enrolled faces.", Missing).Answers<PersonSummary>();
        group.MapPut("/{person}", PutAsync).Documented("putPerson", "Adds a person without faces.", ProblemKinds.InvalidName)
            .Answers<PersonSummary>(StatusCodes.Status201Created).Answers<PersonSummary>();
        group.MapPatch("/{person}", RenameAsync).Documented("renamePerson", "Gives a person another name.", [.. Missing, ProblemKinds.NameTaken, ProblemKinds.MalformedRequest])
            .Answers<PersonSummary>();
        group.MapDelete("/{person}", DeleteAsync).Documented("deletePerson", "Erases a person, and tells what was erased.", Missing).Answers<ErasureReceipt>();
        group.MapPost("/{person}/merge", MergeAsync).Documented("mergePeople", "Gives all faces to another person, and removes the first.", [.. Missing, ProblemKinds.MalformedRequest])
            .Answers<PersonSummary>();
    }

    /// <summary>A page of people in the order of their names. <c>next</c> is the <c>after</c> of the following page.</summary>
    static async Task<IResult> ListAsync(GalleryStore gallery, string? collection, string? after, string? search, int? limit, CancellationToken cancellationToken)
    {
        if (Names.CheckCollection(collection, out var collectionName) is { } problem)
            return problem;
        if (limit is < 1 or > MaxLimit)
            return new Problem(ProblemKinds.InvalidParameter, $"limit must be 1 to {MaxLimit}.");

        var size = limit ?? DefaultLimit;
        var view = await gallery.GetAsync(collectionName, cancellationToken);
        var page = view.PeopleAfter(after)
            .Where(person => string.IsNullOrEmpty(search) || person.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Take(size + 1)
            .ToList();
        return TypedResults.Ok(new PeoplePage(
            [.. page.Take(size).Select(person => PersonSummary.From(person, collectionName))],
            view.PersonCount, page.Count > size ? page[size - 1].Name : null, view.Version));
    }

    static async Task<IResult> GetAsync(string person, GalleryStore gallery, string? collection, CancellationToken cancellationToken)
    {
        if (Names.Check(person, collection, out var name, out var collectionName) is { } problem)
            return problem;
        var view = await gallery.GetAsync(collectionName, cancellationToken);
        return view.FindPerson(name) is { } found ? TypedResults.Ok(PersonSummary.From(found, collectionName)) : NoSuchPerson(name, collectionName);
    }

    static async Task<IResult> PutAsync(string person, GalleryEditor editor, string? collection, CancellationToken cancellationToken)
    {
        if (Names.Check(person, collection, out var name, out var collectionName) is { } problem)
            return problem;
        var change = await editor.PutPersonAsync(collectionName, name, cancellationToken);
        var summary = PersonSummary.From(change.View.FindPerson(name)!, collectionName);
        return change.Outcome is GalleryOutcome.Changed
            ? TypedResults.Created($"/people/{Uri.EscapeDataString(name)}?collection={collectionName}", summary)
            : TypedResults.Ok(summary);
    }

    static async Task<IResult> RenameAsync(string person, Rename body, GalleryEditor editor, string? collection, CancellationToken cancellationToken)
    {
        if ((Names.Check(person, collection, out var name, out var collectionName) ?? Names.CheckPerson(body.Person, out _)) is { } problem)
            return problem;
        Names.CheckPerson(body.Person, out var newName);
        var change = await editor.RenamePersonAsync(collectionName, name, newName, cancellationToken);
        return change.Outcome switch
        {
            GalleryOutcome.NoSuchPerson or GalleryOutcome.NoSuchCollection => NoSuchPerson(name, collectionName),
            GalleryOutcome.NameTaken => new Problem(ProblemKinds.NameTaken, $"Collection {collectionName} has another {newName}. Merge the two if they are one."),
            _ => TypedResults.Ok(PersonSummary.From(change.View.FindPerson(newName)!, collectionName)),
        };
    }

    static async Task<IResult> DeleteAsync(string person, HttpContext context, GalleryEditor editor, FailedMessageErasure failed, string? collection, CancellationToken cancellationToken)
    {
        if (Names.Check(person, collection, out var name, out var collectionName) is { } problem)
            return problem;
        var removed = await editor.RemovePersonAsync(collectionName, name, cancellationToken);
        return await failed.CompleteAsync(removed, Caller.Of(context), collectionName, name, wholeCollection: false, cancellationToken) is { } receipt
            ? TypedResults.Ok(receipt)
            : NoSuchPerson(name, collectionName);
    }

    static async Task<IResult> MergeAsync(string person, Merge body, GalleryEditor editor, string? collection, CancellationToken cancellationToken)
    {
        if ((Names.Check(person, collection, out var name, out var collectionName) ?? Names.CheckPerson(body.Into, out _)) is { } problem)
            return problem;
        Names.CheckPerson(body.Into, out var into);
        var change = await editor.MergePeopleAsync(collectionName, name, into, cancellationToken);
        return change.Outcome is GalleryOutcome.Changed or GalleryOutcome.Unchanged
            ? TypedResults.Ok(PersonSummary.From(change.View.FindPerson(into)!, collectionName))
            : new Problem(ProblemKinds.NoSuchPerson, $"Collection {collectionName} does not have both {name} and {into}.");
    }

    internal static Problem NoSuchPerson(string name, string collection) => new(ProblemKinds.NoSuchPerson, $"Collection {collection} has nobody named {name}.");

    /// <summary>Answer to a list.</summary>
    /// <param name="Total">People in the collection.</param>
    /// <param name="Next">The <c>after</c> of the next page; null on the last one.</param>
    internal sealed record PeoplePage(IReadOnlyList<PersonSummary> People, int Total, string? Next, long GalleryVersion);

    /// <param name="Person">The new name.</param>
    internal sealed record Rename(string? Person);

    /// <param name="Into">The name of the person who gets the faces and stays.</param>
    internal sealed record Merge(string? Into);
}
