namespace WorkDistribution.Functions.WorkItems;

/// <summary>Settings <c>WorkItems__…</c>, checked when the app starts.</summary>
public sealed class WorkItemsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "WorkItems";

    /// <summary>
    /// Levels of priority, most urgent first, with the share of service each is expected to get while all have work; 1 to 10. Default:
    /// high 50, normal 25, low 12.5. Rows in flight name levels by position: add levels at the end, or drain first.
    /// </summary>
    public IList<WorkLevelOptions> Levels { get; } = [];

    /// <summary>Level of submissions that name none. Default: <c>normal</c>.</summary>
    public string DefaultPriority { get; set; } = "normal";

    /// <summary>Partitions of each level, 1 to 64: as many workers claim side by side. Default 8.</summary>
    public int Shards { get; set; } = 8;

    /// <summary>Partitions of each level for items with an affinity key, 1 to 64. Default 16.</summary>
    public int Lanes { get; set; } = 16;

    /// <summary>Items that a process runs side by side, 1 to 1000. Default 16.</summary>
    public int Workers { get; set; } = 16;

    /// <summary>Unfinished items above which submissions are answered with 429, 1 to 10,000,000. Default 10,000.</summary>
    public int MaxDepth { get; set; } = 10_000;

    /// <summary>Largest payload in bytes, 1 to 16 MiB. Default 1 MiB; above 16 KiB it lies in the object store.</summary>
    public int MaxPayloadBytes { get; set; } = 1024 * 1024;

    /// <summary>Lines of a batch, 1 to 100,000. Default 10,000.</summary>
    public int MaxBatchItems { get; set; } = 10_000;

    /// <summary>Retries of submissions that do not say, 0 to <see cref="MaxRetries"/>. Default 3.</summary>
    public int DefaultRetries { get; set; } = 3;

    /// <summary>Most retries that a submission may ask for, 0 to 1000. Default 100.</summary>
    public int MaxRetries { get; set; } = 100;

    /// <summary>Longest attempt, in seconds, of submissions that do not say. Default 300.</summary>
    public int DefaultTimeoutSeconds { get; set; } = 300;

    /// <summary>Longest attempt that a submission may ask for, in seconds; 1 to 86,400. Default 86,400.</summary>
    public int MaxTimeoutSeconds { get; set; } = 86_400;

    /// <summary>How long a claim lasts unless its worker renews it, 1 s to 1 h. Default 30 s. It is renewed after a third.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a handler may go on after its token was cancelled before it is given up, 0 to 1 h. Default 5 s.</summary>
    public TimeSpan CancellationGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether a slow attempt gets a backup: when three quarters of a batch are done, one that takes longer than one and a half times the
    /// median, and than 500 ms, is run a second time by whoever is free; the first result counts. Default true.
    /// </summary>
    public bool BackupTasks { get; set; } = true;

    /// <summary>
    /// Workers that an item may lose before it ends FAILED, 0 to 100. Default 5. A lost worker is no failure of the item and uses up no
    /// retry; but an item that brings down each worker that runs it must come to an end.
    /// </summary>
    public int MaxLosses { get; set; } = 5;

    /// <summary>Limit of the back-off after the first failure, above 0. Default 1 s. A delay is drawn between zero and the limit.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Growth of the limit from one failure to the next, 1 to 10. Default 2.</summary>
    public double RetryFactor { get; set; } = 2;

    /// <summary>Largest limit of the back-off. Default 5 minutes.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether idle workers steal from the lanes of others, and lanes move from overloaded workers to those with little to do. Default
    /// true. False leaves each lane to its owner; those of owners that are gone are taken over all the same.
    /// </summary>
    public bool Balancing { get; set; } = true;

    /// <summary>How long a worker owns a lane unless it renews, 2 s to 10 min. Default 10 s. It is renewed after a third.</summary>
    public TimeSpan LaneLease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a worker keeps its lanes when there is nothing in them, 0 to 1 min. Default 2 s.</summary>
    public TimeSpan LaneLinger { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Items of a lane that are left to its owner; half of those above it may be stolen at a time. 0 to 1000. Default 16.</summary>
    public int StealThreshold { get; set; } = 16;

    /// <summary>
    /// Hosts that <c>http-get</c> may fetch, as they stand in an address: <c>example.org</c>, or <c>127.0.0.1:8080</c> with a port that is
    /// not the scheme's own. Default: none.
    /// </summary>
    public IList<string> HttpHosts { get; } = [];
}
