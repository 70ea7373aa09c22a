namespace FaceRec.Gateway;

/// <summary>The Gateway asks for keys and there is none.</summary>
internal sealed class NoApiKeyException() : Exception(
    "No API key is configured, so nobody could use this Gateway. Make one, for example with: dotnet run --project Gateway -- keys create --name ops "
    + "--scope recognize --scope enroll --scope operate. Or, on a network where everybody may do everything, set Gateway__AllowAnonymous=true.");
