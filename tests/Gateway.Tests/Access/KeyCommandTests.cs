using System.Diagnostics;

namespace FaceRec.Gateway.Tests.Access;

/// <summary>The Gateway program's <c>keys</c>, run as an operator runs it.</summary>
public sealed class KeyCommandTests(WholeSystem system)
{
    [Fact]
    public async Task A_key_is_made_used_listed_and_revoked()
    {
        var id = $"k{Guid.NewGuid():N}"[..20];
        await TestBuckets.CreateAsync(system.Aws, id);

        var made = await RunAsync(id, "create", "--name", "front door", "--scope", "enroll", "--collection", "staff");
        var key = made.Output.Trim();
        Assert.Equal(0, made.ExitCode);
        Assert.StartsWith("frk_", key);
        await using var gateway = await TestGateway.StartAsync(system.Aws, id, "Gateway:AllowAnonymous=false");
        Assert.Equal(200, (await gateway.Http.SendAsync(HttpMethod.Get, "people?collection=staff", null, ("X-Api-Key", key))).Status);

        var listed = await RunAsync(id, "list");
        Assert.Contains("front door", listed.Output);
        Assert.Contains("enroll", listed.Output);
        Assert.DoesNotContain(key[17..], listed.Output);

        var revoked = await RunAsync(id, "revoke", key[4..16]);
        Assert.Equal((0, 1), (revoked.ExitCode, (await RunAsync(id, "revoke", key[4..16])).ExitCode));
        await Eventually.GetAsync(() => gateway.Http.SendAsync(HttpMethod.Get, "people?collection=staff", null, ("X-Api-Key", key)), answer => answer.Status == 401);
    }

    async Task<(int ExitCode, string Output)> RunAsync(string id, params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "FaceRec.Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [program, "keys", .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ID"] = id;
        start.Environment["AWS_ENDPOINT_URL"] = system.Aws.Endpoint.ToString();
        start.Environment["AWS_ACCESS_KEY_ID"] = start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage(await errors);
        return (process.ExitCode, output);
    }
}
