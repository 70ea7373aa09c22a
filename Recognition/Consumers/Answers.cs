using MassTransit;

namespace FaceRec.Recognition.Consumers;

/// <summary>Answers whoever asked.</summary>
internal static class Answers
{
    /// <summary>Responds where there is an address to respond to. Without one MassTransit would publish the answer, which nobody has asked for.</summary>
    public static Task AnswerAsync<T>(this ConsumeContext context, T answer)
        where T : class => context.ResponseAddress is null ? Task.CompletedTask : context.RespondAsync(answer);
}
