using System.Buffers;

namespace FaceRec.Gateway;

/// <summary>
/// Holds an archive while it is read: a zip's table of contents is at its end. The file has no name once it is open (on Windows, it goes
/// with its handle), so it is gone when the stream is closed, also when the process crashes.
/// </summary>
internal static class SpoolFile
{
    /// <summary>Copies a body into a nameless file; null where the body has more bytes than are accepted.</summary>
    /// <exception cref="InvalidDataException">The body is a form that is cut off or malformed.</exception>
    public static async Task<FileStream?> TryReadAsync(Stream body, long most, CancellationToken cancellationToken)
    {
        var file = Create();
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            for (int read; (read = await ReadAsync(body, buffer, cancellationToken)) > 0;)
            {
                if (file.Length + read > most)
                {
                    await file.DisposeAsync();
                    return null;
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Apart from errors of the disk, which are ours.
    static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form is cut off or malformed.", e);
        }
    }

    static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"facerec-{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous;
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
