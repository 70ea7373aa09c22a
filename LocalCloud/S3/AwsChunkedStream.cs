using System.Globalization;
using System.Text;

namespace FaceRec.LocalCloud.S3;

/// <summary>
/// Undoes "aws-chunked", in which the SDKs send bodies whose checksum is known only at the end: chunks with their size
/// (and signature) in a line before each, an empty chunk, then trailers.
/// </summary>
internal sealed class AwsChunkedStream(Stream inner, IChunkSignatures? signatures)
{
    private const int MaxLine = 4096;
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;
    private long _left;
    private bool _lineEndDue;
    private bool _ended;

    /// <summary>What came after the last chunk, names in lower case; complete once <see cref="ReadAsync"/> has returned 0.</summary>
    public Dictionary<string, string> Trailers { get; } = new(StringComparer.Ordinal);

    /// <summary>The next bytes of the contents, or none at their end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_ended)
            return default;
        if (_left == 0 && !await BeginChunkAsync(cancellationToken))
        {
            await ReadTrailersAsync(cancellationToken);
            _ended = true;
            return default;
        }

        if (_start == _end)
            await FillAsync(cancellationToken);
        var piece = _buffer.AsMemory(_start, (int)Math.Min(_end - _start, _left));
        _start += piece.Length;
        _left -= piece.Length;
        signatures?.Append(piece.Span);
        if (_left == 0)
        {
            signatures?.EndChunk();
            // The end of its line is read with the next call, because that may refill the buffer under this piece.
            _lineEndDue = true;
        }

        return piece;
    }

    private async ValueTask<bool> BeginChunkAsync(CancellationToken cancellationToken)
    {
        if (_lineEndDue && await ReadLineAsync(cancellationToken) is not "")
            throw S3Errors.IncompleteBody();
        _lineEndDue = false;
        var line = await ReadLineAsync(cancellationToken);
        var parts = line.Split(';', 2);
        if (!long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
            throw S3Errors.IncompleteBody();
        signatures?.BeginChunk(parts.Length > 1 ? parts[1] : "");
        if (_left == 0)
            signatures?.EndChunk();
        return _left > 0;
    }

    private async ValueTask ReadTrailersAsync(CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            if (colon <= 0)
                throw S3Errors.IncompleteBody();
            Trailers[line[..colon].Trim().ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }

        signatures?.EndTrailers(Trailers);
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length < MaxLine)
        {
            if (_start == _end)
                await FillAsync(cancellationToken);
            var value = (char)_buffer[_start++];
            if (value == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(value);
        }

        throw S3Errors.InvalidRequest("A line between the chunks is too long.");
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await inner.ReadAsync(_buffer, cancellationToken);
        if (_end == 0)
            throw S3Errors.IncompleteBody();
    }
}
