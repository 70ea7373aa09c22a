using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>Enrols faces, through the workers' quality gate.</summary>
internal sealed class Enroller(PictureQuestions questions, TimeProvider clock)
{
    /// <summary>Refusals of the quality gate that a client may choose to pass over.</summary>
    static readonly string[] Passable = [RejectionCodes.TooSmall, RejectionCodes.TooBlurred, RejectionCodes.TurnedAway, RejectionCodes.LooksLikeSomebodyElse];

    /// <summary>Reads the parameter <c>accept</c>: refusals to pass over, separated by commas.</summary>
    public static Problem? CheckAccept(string? accept, out IReadOnlyList<string> accepted)
    {
        accepted = accept?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return accepted.Except(Passable).FirstOrDefault() is { } unknown
            ? new Problem(ProblemKinds.InvalidParameter, $"accept names '{unknown}'; accepted are {string.Join(", ", Passable)}.")
            : null;
    }

    public static Problem? CheckFace(int? face) =>
        face < 0 ? new Problem(ProblemKinds.InvalidParameter, "face must be 0 or more: faces are counted from the left.") : null;

    /// <param name="upload">The picture.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="person">The person's name, checked.</param>
    /// <param name="face">Which face, from 0, left to right; null where the picture must show exactly one.</param>
    /// <param name="accepted">Refusals to pass over.</param>
    /// <param name="replaces">The id of a face of the person that goes when this one is there; null where all stay.</param>
    /// <param name="cancellationToken">Ends the wait; the workers go on.</param>
    public Task<Checked<FaceEnrolled>> EnrollAsync(Upload upload, string collection, string person, int? face, IReadOnlyList<string> accepted, string? replaces,
        CancellationToken cancellationToken) =>
        questions.AskAsync<EnrollFace, FaceEnrolled>([upload], collection, (id, keys) => new EnrollFace
        {
            EnrollmentId = id,
            PictureKey = keys[0],
            Collection = collection,
            Person = person,
            FaceIndex = face,
            Accept = accepted,
            Replaces = replaces,
            RequestedAt = clock.GetUtcNow(),
        }, keeps: enrolled => !enrolled.AlreadyEnrolled, cancellationToken);
}
