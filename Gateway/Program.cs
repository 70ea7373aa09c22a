using FaceRec.Gateway;
using FaceRec.ServiceDefaults;

ServiceBuilder.LoadDotEnv();
if (args is ["keys" or "--help" or "-h" or "-?", ..])
    return await KeyCommands.RunAsync(args);
try
{
    return await GatewayApp.Build(args).RunServiceAsync();
}
catch (NoApiKeyException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
