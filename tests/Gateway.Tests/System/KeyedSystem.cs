using FaceRec.Messages;

namespace FaceRec.Gateway.Tests;

/// <summary>A Gateway that asks for keys, some keys, and no worker.</summary>
public sealed class KeyedSystem(WholeSystem system) : IAsyncLifetime
{
    public string Id { get; } = $"k{Guid.NewGuid():N}"[..20];

    public TestGateway Gateway { get; private set; } = null!;

    /// <summary>Keys with one scope each.</summary>
    internal IReadOnlyDictionary<Scope, string> Of { get; private set; } = null!;

    /// <summary>With all scopes.</summary>
    public string All { get; private set; } = null!;

    /// <summary>To enrol and recognise in the collection <c>mine</c> alone.</summary>
    public string Mine { get; private set; } = null!;

    /// <summary>To operate the collection <c>mine</c> alone.</summary>
    public string OperatesMine { get; private set; } = null!;

    /// <summary>For one request a second.</summary>
    public string Slow { get; private set; } = null!;

    /// <summary>For one request at once.</summary>
    public string Single { get; private set; } = null!;

    internal KeyStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await TestBuckets.CreateAsync(system.Aws, Id);
        Store = new KeyStore(TestBuckets.Client(system.Aws), new Buckets(Id));
        var each = new Dictionary<Scope, string>();
        foreach (var scope in Enum.GetValues<Scope>())
            each[scope] = await MakeAsync(scope);
        Of = each;
        All = await MakeAsync(Enum.GetValues<Scope>());
        Mine = await MakeAsync([Scope.Enroll, Scope.Recognize], key => key with { Collections = ["mine"] });
        OperatesMine = await MakeAsync([Scope.Operate], key => key with { Collections = ["mine"] });
        Slow = await MakeAsync([Scope.Enroll], key => key with { RequestsPerSecond = 1 });
        Single = await MakeAsync([Scope.Recognize], key => key with { ConcurrentRequests = 1 });
        Gateway = await TestGateway.StartAsync(system.Aws, Id, "Gateway:AllowAnonymous=false");
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>Makes a key. A Gateway that has just read the keys may take a second to know it.</summary>
    internal Task<string> MakeAsync(params Scope[] scopes) => MakeAsync(scopes, key => key);

    async Task<string> MakeAsync(Scope[] scopes, Func<ApiKey, ApiKey> with)
    {
        var (id, text, hash) = ApiKeyText.New();
        var key = with(new ApiKey { Id = id, Name = "test", SecretHash = hash, Scopes = scopes, CreatedAt = DateTimeOffset.UtcNow });
        await Store.ChangeAsync(keys => [.. keys, key], TestContext.Current.CancellationToken);
        return text;
    }
}
