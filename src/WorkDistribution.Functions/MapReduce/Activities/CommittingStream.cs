using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.MapReduce.Activities;

/// <summary>
/// The stream of an object whose writer signals completion by a flush and then disposes it: a disposal without a flush (an exception
/// passed by) discards the object.
/// </summary>
internal sealed class CommittingStream(ObjectWriter writer) : Stream
{
    private bool _complete;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => writer.Content.Length;

    public override long Position
    {
        get => writer.Content.Position;
        set => throw NotSupported();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _complete = false;
        writer.Content.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _complete = false;
        return writer.Content.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => _complete = true;

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        _complete = true;
        return Task.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw NotSupported();

    public override long Seek(long offset, SeekOrigin origin) => throw NotSupported();

    public override void SetLength(long value) => throw NotSupported();

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (_complete)
            {
                await writer.CommitAsync();
            }
        }
        finally
        {
            await writer.DisposeAsync();
            await base.DisposeAsync();
        }
    }

    private static NotSupportedException NotSupported() => new("A run is written from front to back.");
}
