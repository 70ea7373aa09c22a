namespace FaceRec.Gateway;

/// <summary>A page of the list of recognitions, the newest first.</summary>
/// <param name="Next">The <c>before</c> of the next page; null on the last one. A page may be shorter than asked for and not be the last.</param>
internal sealed record RecognitionPage(IReadOnlyList<RecognitionEntry> Recognitions, Guid? Next);
