using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FaceRec.LocalCloud.S3;

/// <summary>One of the checksums of S3, computed piece by piece.</summary>
internal sealed class Checksum : IDisposable
{
    public const string HeaderPrefix = "x-amz-checksum-";

    // CRC-64/NVME, reflected.
    private static readonly ulong[] Crc64Table = [.. Enumerable.Range(0, 256).Select(i => Reflected((ulong)i))];

    private readonly IncrementalHash? _hash;
    private readonly Kind _kind;
    private readonly Crc32 _crc32 = new();
    private ulong _crc = ulong.MaxValue;

    private Checksum(Kind kind, IncrementalHash? hash = null)
    {
        _kind = kind;
        _hash = hash;
    }

    private enum Kind
    {
        Hash,
        Crc32,
        Crc32C,
        Crc64Nvme,
    }

    /// <param name="header">Such as "x-amz-checksum-crc32"; null where it names no checksum that S3 has.</param>
    public static Checksum? Create(string header) => header switch
    {
        HeaderPrefix + "crc32" => new(Kind.Crc32),
        HeaderPrefix + "crc32c" => new(Kind.Crc32C),
        HeaderPrefix + "crc64nvme" => new(Kind.Crc64Nvme),
        HeaderPrefix + "sha1" => new(Kind.Hash, IncrementalHash.CreateHash(HashAlgorithmName.SHA1)),
        HeaderPrefix + "sha256" => new(Kind.Hash, IncrementalHash.CreateHash(HashAlgorithmName.SHA256)),
        _ => null,
    };

    public void Append(ReadOnlySpan<byte> data)
    {
        switch (_kind)
        {
            case Kind.Hash:
                _hash!.AppendData(data);
                break;
            case Kind.Crc32:
                _crc32.Append(data);
                break;
            case Kind.Crc32C:
                var crcC = (uint)_crc;
                foreach (var eight in MemoryMarshal.Cast<byte, ulong>(data))
                    crcC = BitOperations.Crc32C(crcC, eight);
                foreach (var value in data[(data.Length & ~7)..])
                    crcC = BitOperations.Crc32C(crcC, value);
                _crc = crcC;
                break;
            case Kind.Crc64Nvme:
                var crc64 = _crc;
                foreach (var value in data)
                    crc64 = Crc64Table[(byte)(crc64 ^ value)] ^ (crc64 >> 8);
                _crc = crc64;
                break;
        }
    }

    public byte[] Finish()
    {
        if (_kind == Kind.Hash)
            return _hash!.GetHashAndReset();
        var bytes = new byte[_kind == Kind.Crc64Nvme ? 8 : 4];
        if (_kind == Kind.Crc64Nvme)
            BinaryPrimitives.WriteUInt64BigEndian(bytes, ~_crc);
        else
            BinaryPrimitives.WriteUInt32BigEndian(bytes, _kind == Kind.Crc32 ? _crc32.GetCurrentHashAsUInt32() : ~(uint)_crc);
        return bytes;
    }

    public void Dispose() => _hash?.Dispose();

    private static ulong Reflected(ulong value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0x9A6C9329AC4BC9B5 ^ (value >> 1) : value >> 1;
        return value;
    }
}
