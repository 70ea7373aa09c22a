using FaceRec.LocalCloud.S3;

namespace FaceRec.LocalCloud.Tests.S3;

public class ChecksumTests
{
    // The check values of the catalogue of CRC algorithms, and of RFC 3174 and FIPS 180 for the hashes of the same text.
    [Theory]
    [InlineData("crc32", "CBF43926")]
    [InlineData("crc32c", "E3069283")]
    [InlineData("crc64nvme", "AE8B14860A799888")]
    [InlineData("sha1", "F7C3BC1D808E04732ADF679965CCC34CA7AE3441")]
    [InlineData("sha256", "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")]
    public void Computes_the_published_check_value_in_any_pieces(string algorithm, string expected)
    {
        using var whole = Checksum.Create(Checksum.HeaderPrefix + algorithm)!;
        whole.Append("123456789"u8);
        using var pieces = Checksum.Create(Checksum.HeaderPrefix + algorithm)!;
        pieces.Append("1234"u8);
        pieces.Append("56789"u8);

        Assert.Equal(expected, Convert.ToHexString(whole.Finish()));
        Assert.Equal(expected, Convert.ToHexString(pieces.Finish()));
    }
}
