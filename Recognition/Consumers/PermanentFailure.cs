using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;

namespace FaceRec.Recognition.Consumers;

/// <summary>Failures that no other try can mend, because the message itself is at fault: it goes to the error queue at once.</summary>
internal static class PermanentFailure
{
    public static bool Is(Exception exception) => exception is ValidationException or SerializationException;
}
