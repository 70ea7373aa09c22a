namespace FaceRec.Gateway;

/// <summary>What the parameters of the API mean. The same name means the same everywhere.</summary>
internal static class Parameters
{
    public static string? Describe(string name) => name switch
    {
        "collection" => "The people it is about: 1 to 40 of a to z, 0 to 9 and hyphens. `default` where none is named.",
        "maxCandidates" => "How many candidates to report for each face, 0 to 100.",
        "threshold" => "A similarity from 0 to 1 in place of the calibrated one.",
        "person" => "A person's name.",
        "face" => "A face: its id in a path; as a parameter, its number in the picture from 0, left to right.",
        "accept" => "Refusals of the quality gate to pass over, separated by commas: face-too-small, face-too-blurred, face-turned-away, looks-like-somebody-else.",
        "replaces" => "The id of one of the person's faces that the new one takes the place of, and that is erased.",
        "limit" => "The most entries of a page.",
        "after" => "The `next` of the page before.",
        "before" => "The `next` of the page before.",
        "search" => "A part of the name, in whatever case.",
        "id" => "The recognition's id.",
        "message" => "A failed message's id: SQS's in the error queue, or MassTransit's.",
        "queue" => "An error queue; all of the installation's where none is named.",
        "group" => "A group of failed messages, as `GET /errors/groups` names it.",
        "type" => "A part of the message's type.",
        "exception" => "A part of the exception's type.",
        "text" => "A part of the body or of the exception's message.",
        "request" => "The request's id in the message.",
        "since" => "From this time on.",
        "until" => "Before this time.",
        "decisions" => "How many of the latest scaling decisions to tell of, 0 to 1,000.",
        "acted" => "Whether to leave out decisions that did nothing.",
        _ => null,
    };
}
