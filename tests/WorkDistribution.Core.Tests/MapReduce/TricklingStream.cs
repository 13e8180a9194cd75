namespace WorkDistribution.Core.Tests.MapReduce;

/// <summary>A stream as a network gives it: asynchronous, and never as much as was asked for.</summary>
internal sealed class TricklingStream(byte[] bytes, int chunk) : Stream
{
    private int position;

    /// <summary>Where reading fails.</summary>
    public int FailAt { get; init; } = int.MaxValue;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return Read(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        if (position >= FailAt)
        {
            throw new IOException("The connection was lost.");
        }

        var count = Math.Min(Math.Min(chunk, buffer.Length), bytes.Length - position);
        bytes.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
