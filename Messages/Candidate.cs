namespace FaceRec.Messages;

/// <summary>An enrolled person who resembles a face.</summary>
/// <param name="Person">The person's name in the collection.</param>
/// <param name="Similarity">Cosine of the normalised embeddings, -1 to 1.</param>
public sealed record Candidate(string Person, float Similarity);
