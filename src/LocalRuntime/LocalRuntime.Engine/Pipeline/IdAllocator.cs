namespace WorkDistribution.LocalRuntime.Engine.Pipeline;

/// <summary>Hands out the numbers of instances, executions and messages; none is ever given twice.</summary>
internal sealed class IdAllocator
{
    private long _key;
    private long _seq;

    public void Start(long nextKey, long nextSeq)
    {
        _key = nextKey - 1;
        _seq = nextSeq - 1;
    }

    public long NextKey() => Interlocked.Increment(ref _key);

    public long NextSeq() => Interlocked.Increment(ref _seq);
}
