using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FaceRec.Gateway;

/// <summary>
/// <c>POST /people:import</c>: enrols many pictures at once, from a zip with a folder for each person or a <c>manifest.json</c>, or from a
/// manifest with the pictures in it. The answer reports on every file; as <c>application/x-ndjson</c> it does so line by line, as they are done.
/// </summary>
internal static class ImportEndpoint
{
    const string Lines = "application/x-ndjson";
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    public static void MapImport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/people:import", ImportAsync).WithTags("People").Needs(Scope.Enroll, CollectionUse.Default)
            .Documented("importPeople", "Enrols many pictures, from a zip or a manifest, and reports on every file.",
                ProblemKinds.MalformedArchive, ProblemKinds.MalformedForm, ProblemKinds.MissingFile, ProblemKinds.TooSlow, ProblemKinds.ArchiveTooLarge, ProblemKinds.UnsupportedMedia)
            .WithMetadata(new PictureBody(["file"], ["application/zip", "application/json"])).Answers<ImportReport>();

    static async Task<IResult> ImportAsync(HttpContext context, Importer importer, IOptions<GatewayOptions> options, string? collection, string? accept,
        CancellationToken cancellationToken)
    {
        if ((Names.CheckCollection(collection, out var collectionName) ?? Enroller.CheckAccept(accept, out _)) is { } badQuery)
            return badQuery;
        Enroller.CheckAccept(accept, out var accepted);
        using var turn = importer.TryBegin();
        if (turn is null)
            return new Problem(ProblemKinds.TooManyRequests, "Another import runs in this Gateway; one runs at a time.", RetryAfter);

        var isManifest = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.MaxArchiveSize;
        if (context.Request.ContentLength > options.Value.MaxArchiveSize)
            return TooLarge(options.Value);
        var body = isManifest ? new Checked<Stream>(context.Request.Body) : await UploadReader.FindStreamAsync(context.Request, "file", "application/zip", cancellationToken);
        if (body.Problem is { } badBody)
            return badBody;
        try
        {
            return await ReadAsync(body.Value!);
        }
        catch (InvalidDataException)
        {
            return ImportPlan.Malformed("The body is not a zip archive, or it is damaged or cut off.");
        }

        async Task<IResult> ReadAsync(Stream stream)
        {
            await using var file = await SpoolFile.TryReadAsync(stream, options.Value.MaxArchiveSize, cancellationToken);
            if (file is null)
                return TooLarge(options.Value);
            if (isManifest)
                return await RunAsync(await ImportPlan.ReadManifestAsync(file, cancellationToken));
            await using var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            return await RunAsync(await ImportPlan.ReadArchiveAsync(archive, options.Value.MaxArchiveFiles, cancellationToken));
        }

        async Task<IResult> RunAsync(Checked<IReadOnlyList<ImportItem>> plan)
        {
            if (plan.Value is not { } items)
                return plan.Problem!;
            if (!context.Request.Headers.Accept.ToString().Contains(Lines, StringComparison.OrdinalIgnoreCase))
                return TypedResults.Ok(ImportReport.Of(collectionName, await importer.RunAsync(collectionName, items, accepted, _ => Task.CompletedTask, cancellationToken)));

            context.Response.ContentType = Lines;
            var files = await importer.RunAsync(collectionName, items, accepted, one => WriteLineAsync(context.Response, one, cancellationToken), cancellationToken);
            await WriteLineAsync(context.Response, ImportReport.Of(collectionName, files) with { Files = [] }, cancellationToken);
            return TypedResults.Empty;
        }
    }

    static async Task WriteLineAsync<T>(HttpResponse response, T line, CancellationToken cancellationToken)
    {
        await response.WriteAsync(JsonSerializer.Serialize(line, JsonSerializerOptions.Web) + "\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    static Problem TooLarge(GatewayOptions limits) => new(ProblemKinds.ArchiveTooLarge, $"The archive has more than {limits.MaxArchiveSize} bytes, which is the most that is accepted.");
}
