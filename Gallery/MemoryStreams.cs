using System.Runtime.InteropServices;

namespace FaceRec.Gallery;

internal static class MemoryStreams
{
    /// <summary>A stream over the memory itself where it is an array, as it nearly always is; over a copy where not.</summary>
    public static MemoryStream AsStream(this ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(memory.ToArray(), writable: false);
}
