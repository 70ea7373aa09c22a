using System.Buffers;

namespace FaceRec.Recognition.Pictures;

/// <summary>
/// Buffers of the size of pictures. The shared pools keep dozens of every size for each core, which for pictures of 10
/// megapixels grew to gigabytes; these keep one for each picture that is worked on at once, and one spare.
/// </summary>
internal static class LargeBuffers
{
    // More than 50 million pixels of 4 bytes: what EngineOptions.MaxPixels lets through. Larger ones are not kept.
    private const int LongestPicture = 256 * 1024 * 1024;
    // Three colours of 4,096 by 4,096, the longest look of the detector.
    private const int LongestTensor = 3 * 4096 * 4096;

    private static readonly int Kept = Environment.ProcessorCount + 1;

    public static ArrayPool<byte> Pixels { get; } = ArrayPool<byte>.Create(LongestPicture, Kept);

    public static ArrayPool<float> Tensors { get; } = ArrayPool<float>.Create(LongestTensor, Kept);
}
