namespace FaceRec.Gateway;

/// <summary>What an endpoint reads from its body, for the documentation: the handlers read the stream themselves.</summary>
/// <param name="Fields">The parts of a multipart form; the first is required.</param>
/// <param name="Raw">Media types of a body that is the file itself.</param>
internal sealed record PictureBody(IReadOnlyList<string> Fields, IReadOnlyList<string> Raw);
