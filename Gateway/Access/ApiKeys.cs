namespace FaceRec.Gateway;

/// <summary>The keys that count, read again every few seconds: so long a revoked key may still be used, and a new one is not known yet.</summary>
internal sealed partial class ApiKeys(KeyStore store, Dependencies dependencies, TimeProvider clock, ILogger<ApiKeys> logger) : IDisposable
{
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    // A key nobody knows may be a new one: then it is worth looking, but not for everybody who tries one.
    static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(1);

    // Compared with where the id is not known, so that a wrong id takes as long as a wrong secret.
    static readonly ApiKey Nobody = new() { Id = "", Name = "", SecretHash = ApiKeyText.HashOf(""), Scopes = [], CreatedAt = default };

    readonly SemaphoreSlim _reading = new(1);
    volatile Known? _known;

    /// <summary>The key with this text; null where there is none.</summary>
    /// <exception cref="Exception">The keys could never be read: see <see cref="Dependencies.IsUnavailable"/>.</exception>
    public async Task<ApiKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.TryParse(text, out var id, out var secret))
            return null;
        var keys = await ReadAsync(Age, cancellationToken);
        if (!keys.ContainsKey(id))
            keys = await ReadAsync(LeastAge, cancellationToken);
        var key = keys.GetValueOrDefault(id, Nobody);
        return ApiKeyText.Matches(key, secret) && key != Nobody ? key : null;
    }

    public void Dispose() => _reading.Dispose();

    async Task<IReadOnlyDictionary<string, ApiKey>> ReadAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        if (IsFresh(age) is { } fresh)
            return fresh;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (IsFresh(age) is { } read)
                return read;
            var (keys, _) = await dependencies.Storage.ExecuteAsync(async token => await store.ReadAsync(token), cancellationToken);
            _known = new Known(keys.ToDictionary(key => key.Id), clock.GetTimestamp());
        }
        // Those known before go on working while S3 does not.
        catch (Exception e) when (_known is { } old && Dependencies.IsUnavailable(e))
        {
            Log.NotRead(logger, e.Message);
            _known = old with { ReadAt = clock.GetTimestamp() };
        }
        finally
        {
            _reading.Release();
        }

        return _known!.Keys;
    }

    IReadOnlyDictionary<string, ApiKey>? IsFresh(TimeSpan age) => _known is { } known && clock.GetElapsedTime(known.ReadAt) < age ? known.Keys : null;

    sealed record Known(IReadOnlyDictionary<string, ApiKey> Keys, long ReadAt);

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The API keys could not be read, those known before count: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
