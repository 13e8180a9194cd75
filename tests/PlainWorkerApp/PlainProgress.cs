namespace PlainWorkerApp;

/// <summary>Counts what this process has done, so that a benchmark can tell when all is done without asking the storage.</summary>
public sealed class PlainProgress
{
    private int _done;

    /// <summary>Items whose row is written.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Counts one.</summary>
    public void Add() => Interlocked.Increment(ref _done);
}
