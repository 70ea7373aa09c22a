using FaceRec.Messages;

namespace FaceRec.Gateway;

/// <summary>A recognition that workers are on, or that was answered before.</summary>
/// <param name="Answer">Completes with the answer, or when the time is up.</param>
/// <param name="Cached">True where an earlier recognition gave the answer.</param>
/// <param name="Place">Where it waits for workers; null where it does not.</param>
/// <param name="Deadline">Until when it waits for workers; null where it does not.</param>
internal sealed record RecognitionRun(Guid Id, Task<Checked<FacesRecognized>> Answer, bool Cached, WaitingRoom.Place? Place = null, Deadline? Deadline = null)
{
    public string Location => LocationOf(Id);

    public static string LocationOf(Guid id) => $"/recognitions/{id}";
}
