namespace FaceRec.Gateway.Tests;

public sealed class RequestIdsTests
{
    static readonly Guid New = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");

    [Theory]
    [InlineData("abc-123_x.y", "abc-123_x.y")]
    [InlineData(null, "0123456789abcdef0123456789abcdef")]
    [InlineData("", "0123456789abcdef0123456789abcdef")]
    [InlineData("two words", "0123456789abcdef0123456789abcdef")]
    [InlineData("forged\nline", "0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", "0123456789abcdef0123456789abcdef")]
    public void Keeps_the_clients_id_only_where_it_is_harmless(string? fromClient, string chosen) =>
        Assert.Equal(chosen, RequestIds.Choose(fromClient, () => New));
}
