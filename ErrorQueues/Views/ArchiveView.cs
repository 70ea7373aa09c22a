namespace FaceRec.ErrorQueues;

/// <summary>An archive of failed messages, and how many it holds.</summary>
public sealed record ArchiveView(string Archive, int Messages);
