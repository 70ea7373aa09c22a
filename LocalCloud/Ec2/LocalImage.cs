namespace FaceRec.LocalCloud;

/// <summary>What an instance of a machine image runs: a process in place of a machine.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables set beside those that this process has.</param>
public sealed record LocalImage(string FileName, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string>? Environment = null);
