using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>Enrols the pictures of an import, several at once, and tells of each as it is done.</summary>
internal sealed class Importer(Enroller enroller, UploadReader uploads) : IDisposable
{
    // Keeps a few workers busy without taking the queue from everybody else.
    const int Parallel = 4;

    // An import holds an archive and takes minutes; a second one would only slow the first down.
    readonly SemaphoreSlim _one = new(1);

    /// <summary>Begins an import; null while another runs in this Gateway.</summary>
    public IDisposable? TryBegin() => _one.Wait(0) ? new Turn(_one) : null;

    public async Task<IReadOnlyList<ImportedFile>> RunAsync(string collection, IReadOnlyList<ImportItem> items, IReadOnlyList<string> accepted,
        Func<ImportedFile, Task> tell, CancellationToken cancellationToken)
    {
        var files = new ImportedFile[items.Count];
        using var slots = new SemaphoreSlim(Parallel);
        using var telling = new SemaphoreSlim(1);
        var running = new List<Task>();
        for (var i = 0; i < items.Count; i++)
        {
            await slots.WaitAsync(cancellationToken);
            // Read here, one after the other: entries of an archive share its stream.
            var (index, upload) = (i, await ReadAsync(items[i], cancellationToken));
            running.RemoveAll(task => task.IsCompletedSuccessfully);
            running.Add(FinishAsync(index, upload));
        }

        await Task.WhenAll(running);
        return files;

        async Task FinishAsync(int index, Checked<Upload> upload)
        {
            try
            {
                files[index] = ImportedFile.From(items[index], await EnrollAsync(items[index], upload, collection, accepted, cancellationToken));
                await telling.WaitAsync(cancellationToken);
                await tell(files[index]);
                telling.Release();
            }
            finally
            {
                slots.Release();
            }
        }
    }

    public void Dispose() => _one.Dispose();

    async Task<Checked<Upload>> ReadAsync(ImportItem item, CancellationToken cancellationToken)
    {
        if (item.Open is null)
            return new(new Problem(ProblemKinds.MissingFile, "The manifest brings no picture for this entry: neither a file of the archive nor base64."));
        try
        {
            await using var stream = item.Open();
            return await uploads.ReadPictureAsync(stream, cancellationToken);
        }
        // The entry is damaged, encrypted, or packed in a way that is not known.
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            return new(ImportPlan.Malformed("The archive's entry is damaged, encrypted or packed in an unknown way."));
        }
    }

    async Task<Checked<FaceEnrolled>> EnrollAsync(ImportItem item, Checked<Upload> upload, string collection, IReadOnlyList<string> accepted, CancellationToken cancellationToken)
    {
        if (item.Person is null)
            return new(new Problem(ProblemKinds.InvalidName, "The file must lie in a folder of the person's name, or be listed in manifest.json."));
        if ((Names.CheckPerson(item.Person, out var person) ?? Enroller.CheckFace(item.Face) ?? upload.Problem) is { } problem)
            return new(problem);
        try
        {
            return await enroller.EnrollAsync(upload.Value!, collection, person, item.Face, accepted, replaces: null, cancellationToken);
        }
        catch (Exception e) when (Dependencies.IsUnavailable(e))
        {
            return new(Dependencies.Unavailable(e));
        }
    }

    sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
