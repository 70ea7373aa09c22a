using System.Buffers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FaceRec.Gateway;

/// <summary>
/// Reads pictures out of a request: a raw body, or parts of a multipart form. In memory and no further than the size limit: no temporary
/// file is ever made. A part needs no Content-Type.
/// </summary>
internal sealed class UploadReader(IOptions<GatewayOptions> options)
{
    // Boundaries and part headers around the picture itself.
    const int FormOverhead = 16 * 1024;
    const int MaxParts = 16;

    // Room for this much before it has come: who announces a large picture and sends it slowly holds no more memory than was sent.
    const int FirstRoom = 64 * 1024;

    readonly GatewayOptions _limits = options.Value;

    /// <summary>Reads one picture: the raw body, or the form's part of the given name.</summary>
    public async Task<Checked<Upload>> ReadOneAsync(HttpRequest request, string field, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(request, [field], cancellationToken);
        return read.Value is { } uploads ? new(uploads[field]) : new(read.Problem!);
    }

    /// <summary>Reads one picture for each field. A raw body stands for the first field and is accepted only where there is one.</summary>
    public async Task<Checked<IReadOnlyDictionary<string, Upload>>> ReadAsync(HttpRequest request, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && !string.IsNullOrEmpty(request.ContentType))
            return new(new Problem(ProblemKinds.UnsupportedMedia, "The Content-Type cannot be read. Accepted are multipart/form-data and image/*."));
        if (type is not null && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return await ReadFormAsync(request, type, fields, cancellationToken);
        var isPicture = type is null || type.MediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase);
        if (!isPicture || fields.Count > 1)
            return new(new Problem(ProblemKinds.UnsupportedMedia,
                $"The Content-Type is {type?.MediaType.Value ?? "missing"}. Accepted are multipart/form-data with {Names(fields)}{(fields.Count == 1 ? ", or a picture as the body with an image/* type" : "")}."));

        var (bytes, problem) = await ReadBytesAsync(request.Body, request.ContentLength, cancellationToken);
        if (problem is not null)
            return new(problem);
        var upload = Check(bytes, null);
        return upload.Value is { } value ? new(new Dictionary<string, Upload> { [fields[0]] = value }) : new(upload.Problem!);
    }

    /// <summary>Reads a picture from a stream.</summary>
    public async Task<Checked<Upload>> ReadPictureAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (bytes, problem) = await ReadBytesAsync(stream, null, cancellationToken);
        return problem is null ? Check(bytes, null) : new(problem);
    }

    /// <summary>Finds a file that is no picture: the body of the given type, or the form's part of the given name. The stream is of use while the request is.</summary>
    public static async Task<Checked<Stream>> FindStreamAsync(HttpRequest request, string field, string mediaType, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            type = new MediaTypeHeaderValue("application/octet-stream");
        if (type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase))
            return new(request.Body);
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return new(new Problem(ProblemKinds.UnsupportedMedia, $"The Content-Type is {type.MediaType}. Accepted are {mediaType}, application/json and multipart/form-data with '{field}'."));
        if (BoundaryOf(type) is not { } boundary)
            return new(NoBoundary());
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = FormOverhead };
            for (var part = 0; part < MaxParts && await reader.ReadNextSectionAsync(cancellationToken) is { } section; part++)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && HeaderUtilities.RemoveQuotes(disposition.Name) == field)
                    return new(section.Body);
            }
        }
        catch (Exception e) when (IsMalformed(e))
        {
            return new(CutOff());
        }

        return new(new Problem(ProblemKinds.MissingFile, $"The form has no part named '{field}'."));
    }

    async Task<Checked<IReadOnlyDictionary<string, Upload>>> ReadFormAsync(HttpRequest request, MediaTypeHeaderValue type, IReadOnlyList<string> fields,
        CancellationToken cancellationToken)
    {
        if (BoundaryOf(type) is not { } boundary)
            return new(NoBoundary());
        if (request.ContentLength > (long)_limits.MaxFileSize * fields.Count + FormOverhead)
            return new(TooLarge());

        var uploads = new Dictionary<string, Upload>();
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = FormOverhead };
            for (var part = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; part++)
            {
                if (part == MaxParts)
                    return new(new Problem(ProblemKinds.MalformedForm, $"The form has more than {MaxParts} parts."));
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    continue;
                var field = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
                if (field is null || !fields.Contains(field) || uploads.ContainsKey(field))
                    continue;

                var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
                var (bytes, problem) = await ReadBytesAsync(section.Body, null, cancellationToken);
                if (problem is not null)
                    return new(problem);
                var upload = Check(bytes, fileName);
                if (upload.Value is null)
                    return new(upload.Problem!);
                uploads[field] = upload.Value;
            }
        }
        catch (Exception e) when (IsMalformed(e))
        {
            return new(CutOff());
        }

        var missing = fields.Where(field => !uploads.ContainsKey(field)).ToList();
        return missing.Count == 0
            ? new(uploads)
            : new(new Problem(ProblemKinds.MissingFile, $"The form has no part named {Names(missing)}; each must hold a picture."));
    }

    Checked<Upload> Check(ArraySegment<byte> bytes, string? fileName)
    {
        if (fileName is { Length: > 0 } && !FileLabel.IsValid(fileName))
            return new(new Problem(ProblemKinds.InvalidFileName, $"The file name must be {FileLabel.Rule}."));
        var format = PictureFormat.Sniff(bytes);
        return PictureCheck.FindProblem(bytes, format, _limits) is { } problem
            ? new(problem)
            : new(new Upload(bytes, string.IsNullOrEmpty(fileName) ? null : fileName, format!));
    }

    async Task<(ArraySegment<byte> Bytes, Problem? Problem)> ReadBytesAsync(Stream body, long? length, CancellationToken cancellationToken)
    {
        if (length > _limits.MaxFileSize)
            return (default, TooLarge());
        var most = (int)(length ?? _limits.MaxFileSize);
        var content = new MemoryStream(Math.Min(most, FirstRoom));
        var buffer = ArrayPool<byte>.Shared.Rent(FirstRoom);
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (content.Length + read > _limits.MaxFileSize)
                    return (default, TooLarge());
                if (content.Length + read > content.Capacity)
                    content.Capacity = (int)Math.Min(most, Math.Max(content.Length + read, 2L * content.Capacity));
                content.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return (new ArraySegment<byte>(content.GetBuffer(), 0, (int)content.Length), null);
    }

    // 70 is the longest boundary that RFC 2046 allows.
    static string? BoundaryOf(MediaTypeHeaderValue type) => HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 70 } boundary ? boundary : null;

    // MultipartReader's way of saying that the form is cut off or malformed.
    static bool IsMalformed(Exception e) => e is IOException and not BadHttpRequestException or InvalidDataException;

    static Problem NoBoundary() => new(ProblemKinds.MalformedForm, "The Content-Type is multipart/form-data without a boundary of 1 to 70 characters.");

    static Problem CutOff() => new(ProblemKinds.MalformedForm, "The form is cut off or malformed; it must be multipart/form-data as of RFC 7578.");

    Problem TooLarge() => new(ProblemKinds.FileTooLarge, $"The picture has more than {_limits.MaxFileSize} bytes, which is the most that is accepted.");

    static string Names(IReadOnlyList<string> fields) => string.Join(" and ", fields.Select(field => $"'{field}'"));
}
