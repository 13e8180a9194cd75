namespace WorkDistribution.Functions.WorkItems.Backups;

/// <summary>Counts the backups that this process asks for and runs.</summary>
internal sealed class BackupCounters
{
    private long _asked;
    private long _won;

    /// <summary>The sums as of now.</summary>
    public BackupReport Report => new(Interlocked.Read(ref _asked), Interlocked.Read(ref _won));

    /// <summary>Counts a backup that was asked for.</summary>
    public void Asked() => Interlocked.Increment(ref _asked);

    /// <summary>Counts a backup that was run here and was first.</summary>
    public void Won() => Interlocked.Increment(ref _won);
}
