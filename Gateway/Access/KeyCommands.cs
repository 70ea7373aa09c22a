using System.CommandLine;
using Amazon.Runtime;
using Amazon.S3;
using FaceRec.Gallery;
using FaceRec.Messages;
using FaceRec.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary><c>keys create|list|revoke</c>: API keys from the command line, with the settings that the Gateway itself has.</summary>
internal static class KeyCommands
{
    public static Task<int> RunAsync(string[] args) => new RootCommand("FaceRec's Gateway. Without a verb it serves.") { Keys() }.Parse(args).InvokeAsync();

    static Command Keys() => new("keys", "Makes, lists and revokes API keys.") { Create(), List(), Revoke() };

    static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Whose key it is, for people.", Required = true };
        var scopes = new Option<Scope[]>("--scope") { Description = "What it allows: recognize, enroll, operate. May be given several times.", Required = true, AllowMultipleArgumentsPerToken = true };
        var collections = new Option<string[]>("--collection") { Description = "The collections it is for (default: all).", AllowMultipleArgumentsPerToken = true };
        var rate = new Option<int?>("--rate") { Description = "Requests a second (default: Gateway:RequestsPerSecond)." };
        var concurrency = new Option<int?>("--concurrency") { Description = "Requests at once (default: Gateway:ConcurrentRequests)." };
        var replace = new Option<bool>("--replace") { Description = "Revokes the earlier keys of the same name." };
        var command = new Command("create", "Makes a key and prints it, this once.") { name, scopes, collections, rate, concurrency, replace };
        command.SetAction((arguments, cancellationToken) => RunAsync(async store =>
        {
            var bad = (arguments.GetValue(collections) ?? []).FirstOrDefault(collection => !CollectionName.IsValid(collection));
            if (bad is not null || arguments.GetValue(rate) is < 1 || arguments.GetValue(concurrency) is < 1)
            {
                Console.Error.WriteLine(bad is null ? "--rate and --concurrency must be 1 or more." : $"'{bad}' cannot be a collection: {CollectionName.Rule}.");
                return 1;
            }

            var (id, text, hash) = ApiKeyText.New();
            var key = new ApiKey
            {
                Id = id,
                Name = arguments.GetRequiredValue(name),
                SecretHash = hash,
                Scopes = [.. arguments.GetRequiredValue(scopes).Distinct().Order()],
                Collections = [.. (arguments.GetValue(collections) ?? []).Distinct()],
                RequestsPerSecond = arguments.GetValue(rate),
                ConcurrentRequests = arguments.GetValue(concurrency),
                CreatedAt = DateTimeOffset.UtcNow,
            };
            await store.ChangeAsync(keys => [.. keys.Where(other => !arguments.GetValue(replace) || other.Name != key.Name), key], cancellationToken);
            Console.Error.WriteLine($"Key {id} may {string.Join(", ", key.Scopes).ToLowerInvariant()}. It is shown only now and cannot be shown again:");
            Console.WriteLine(text);
            return 0;
        }));
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "Lists the keys, without their secrets.");
        command.SetAction((_, cancellationToken) => RunAsync(async store =>
        {
            foreach (var key in (await store.ReadAsync(cancellationToken)).Keys)
                Console.WriteLine($"{key.Id}  {key.CreatedAt:yyyy-MM-dd HH:mm}  {string.Join(',', key.Scopes).ToLowerInvariant(),-26}  {(key.Collections.Count == 0 ? "all collections" : string.Join(',', key.Collections))}  {key.Name}");
            return 0;
        }));
        return command;
    }

    static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "The key's id, as the list shows it." };
        var command = new Command("revoke", $"Revokes a key: no Gateway takes it any more after {ApiKeys.Age.TotalSeconds:0} s.") { id };
        command.SetAction((arguments, cancellationToken) => RunAsync(async store =>
        {
            var wanted = arguments.GetRequiredValue(id);
            var found = false;
            await store.ChangeAsync(keys =>
            {
                found = keys.Any(key => key.Id == wanted);
                return [.. keys.Where(key => key.Id != wanted)];
            }, cancellationToken);
            Console.WriteLine(found ? $"Key {wanted} is revoked." : $"There is no key {wanted}.");
            return found ? 0 : 1;
        }));
        return command;
    }

    static async Task<int> RunAsync(Func<KeyStore, Task<int>> run)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddServiceDefaults("gateway", new Dictionary<string, (string, SettingUnit)>());
        builder.Services.AddSingleton<KeyStore>();
        using var host = builder.Build();
        try
        {
            return await run(host.Services.GetRequiredService<KeyStore>());
        }
        catch (Exception e) when (e is AmazonS3Exception or AmazonServiceException or AmazonClientException or HttpRequestException or OptionsValidationException)
        {
            Console.Error.WriteLine($"The keys in bucket {host.Services.GetRequiredService<Buckets>().Output} cannot be reached: {e.Message} Check ID, AWS_REGION, AWS_ENDPOINT_URL and the AWS credentials.");
            return 1;
        }
    }
}
