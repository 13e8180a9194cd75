namespace WorkDistribution.Functions.ObjectStore;

/// <summary>A write-only stream that hands its content on in blocks of 8 MiB, of which a blob may have 50,000.</summary>
internal sealed class BlockStream(Func<Stream, CancellationToken, Task> stage) : Stream
{
    private const int BlockBytes = 8 * 1024 * 1024;

    private readonly MemoryStream _pending = new();
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException("An object is written from its beginning to its end.");
    }

    /// <summary>The bytes not handed on yet, positioned at their beginning.</summary>
    public Stream TakePending()
    {
        _pending.Position = 0;
        return _pending;
    }

    /// <summary>Hands on what is left; a flush does not, since it would make blocks too small.</summary>
    public async Task FlushPendingAsync(CancellationToken cancellationToken)
    {
        if (_pending.Length == 0)
        {
            return;
        }

        await stage(TakePending(), cancellationToken);
        _pending.SetLength(0);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var count = (int)Math.Min(buffer.Length, BlockBytes - _pending.Length);
            _pending.Write(buffer.Span[..count]);
            _length += count;
            buffer = buffer[count..];
            if (_pending.Length == BlockBytes)
            {
                await FlushPendingAsync(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        // Writers of records are synchronous; only a full block waits for the network.
        while (!buffer.IsEmpty)
        {
            var count = (int)Math.Min(buffer.Length, BlockBytes - _pending.Length);
            _pending.Write(buffer[..count]);
            _length += count;
            buffer = buffer[count..];
            if (_pending.Length == BlockBytes)
            {
                FlushPendingAsync(CancellationToken.None).GetAwaiter().GetResult();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream only writes.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("This stream only writes.");

    public override void SetLength(long value) => throw new NotSupportedException("This stream only writes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pending.Dispose();
        }

        base.Dispose(disposing);
    }
}
