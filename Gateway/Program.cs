using FaceRec.Gateway;
using FaceRec.ServiceDefaults;

ServiceBuilder.LoadDotEnv();
await GatewayApp.Build(args).RunAsync();
