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
            .Needs(Scope.Enroll);

        group.MapGet("/{collection}", async (string collection, GalleryStore gallery, CancellationToken cancellationToken) =>
        {
            if (Names.CheckCollection(collection, out var name) is { } problem)
                return problem;
            var view = await gallery.GetAsync(name, cancellationToken);
            return view.Exists ? TypedResults.Ok(CollectionSummary.From(view)) : (IResult)NoSuchCollection(name);
        }).Needs(Scope.Enroll, CollectionUse.IfGiven);

        group.MapPut("/{collection}", async (string collection, GalleryEditor editor, CancellationToken cancellationToken) =>
        {
            if (Names.CheckCollection(collection, out var name) is { } problem)
                return problem;
            var change = await editor.CreateCollectionAsync(name, cancellationToken);
            return change.Outcome is GalleryOutcome.Changed
                ? TypedResults.Created($"/collections/{name}", CollectionSummary.From(change.View))
                : (IResult)TypedResults.Ok(CollectionSummary.From(change.View));
        }).Needs(Scope.Operate, CollectionUse.IfGiven);

        group.MapDelete("/{collection}", async (string collection, GalleryEditor editor, CancellationToken cancellationToken) =>
        {
            if (Names.CheckCollection(collection, out var name) is { } problem)
                return problem;
            return await editor.RemoveCollectionAsync(name, cancellationToken) is { } receipt
                ? TypedResults.Ok(receipt)
                : (IResult)NoSuchCollection(name);
        }).Needs(Scope.Operate, CollectionUse.IfGiven);
    }

    static Problem NoSuchCollection(string name) => new(ProblemKinds.NoSuchCollection, $"There is no collection {name}.");

    internal sealed record CollectionSummary(string Collection, int People, int Faces, long GalleryVersion)
    {
        public static CollectionSummary From(CollectionView view) => new(view.Name, view.PersonCount, view.FaceCount, view.Version);
    }
}
