using FaceRec.Gallery;

namespace FaceRec.Gateway;

/// <summary><c>/collections</c>: sets of people that know nothing of each other.</summary>
internal static class CollectionEndpoints
{
    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/collections").WithTags("Collections");

        group.MapGet("/", async (HttpContext context, GalleryStore gallery, CancellationToken cancellationToken) =>
            TypedResults.Ok((await gallery.ListAsync(cancellationToken)).Where(view => Caller.Of(context).MayUse(view.Name)).Select(CollectionSummary.From)))
            .Needs(Scope.Enroll).Documented("listCollections", "Lists the collections that the key may use.").Answers<IReadOnlyList<CollectionSummary>>();

        group.MapGet("/{collection}", async (string collection, GalleryStore gallery, CancellationToken cancellationToken) =>
        {
            if (Names.CheckCollection(collection, out var name) is { } problem)
                return problem;
            var view = await gallery.GetAsync(name, cancellationToken);
            return view.Exists ? TypedResults.Ok(CollectionSummary.From(view)) : (IResult)NoSuchCollection(name);
        }).Needs(Scope.Enroll, CollectionUse.IfGiven).Documented("getCollection", "Gives a collection.", ProblemKinds.NoSuchCollection).Answers<CollectionSummary>();

        group.MapPut("/{collection}", async (string collection, GalleryEditor editor, CancellationToken cancellationToken) =>
        {
            if (Names.CheckCollection(collection, out var name) is { } problem)
                return problem;
            var change = await editor.CreateCollectionAsync(name, cancellationToken);
            return change.Outcome is GalleryOutcome.Changed
                ? TypedResults.Created($"/collections/{name}", CollectionSummary.From(change.View))
                : (IResult)TypedResults.Ok(CollectionSummary.From(change.View));
        }).Needs(Scope.Operate, CollectionUse.IfGiven).Documented("putCollection", "Makes a collection.")
            .Answers<CollectionSummary>(StatusCodes.Status201Created).Answers<CollectionSummary>();

        group.MapDelete("/{collection}", async (string collection, HttpContext context, GalleryEditor editor, FailedMessageErasure failed, CancellationToken cancellationToken) =>
        {
            if (Names.CheckCollection(collection, out var name) is { } problem)
                return problem;
            var removed = await editor.RemoveCollectionAsync(name, cancellationToken);
            return await failed.CompleteAsync(removed, Caller.Of(context), name, person: null, wholeCollection: true, cancellationToken) is { } receipt
                ? TypedResults.Ok(receipt)
                : (IResult)NoSuchCollection(name);
        }).Needs(Scope.Operate, CollectionUse.IfGiven).Documented("deleteCollection", "Erases a collection with everybody in it, and tells what was erased.", ProblemKinds.NoSuchCollection)
            .Answers<ErasureReceipt>();
    }

    static Problem NoSuchCollection(string name) => new(ProblemKinds.NoSuchCollection, $"There is no collection {name}.");

    internal sealed record CollectionSummary(string Collection, int People, int Faces, long GalleryVersion)
    {
        public static CollectionSummary From(CollectionView view) => new(view.Name, view.PersonCount, view.FaceCount, view.Version);
    }
}
