namespace WorkDistribution.Functions.MapReduce.Requests;

/// <summary>The body of <c>POST /api/mapreduce/{job}</c> after its shape was checked. What was left out is null.</summary>
internal sealed record JobRequest
{
    /// <summary>Glob patterns; null unless <c>input.files</c> was given.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary><c>container/prefix</c>; null unless <c>input.blobs</c> was given.</summary>
    public string? Blobs { get; init; }

    /// <summary>Inline documents as UTF-8; null unless <c>input.documents</c> was given.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Documents { get; init; }

    /// <summary>Number of output parts.</summary>
    public int? Reducers { get; init; }

    /// <summary>Upper bound of a split in bytes.</summary>
    public long? SplitBytes { get; init; }

    /// <summary>Tasks in flight.</summary>
    public int? MaxParallelMaps { get; init; }

    /// <summary>How many splits may be given up.</summary>
    public Tolerance ToleratedFailures { get; init; }

    /// <summary>Whether slow splits get backups.</summary>
    public bool BackupTasks { get; init; } = true;

    /// <summary>The job's own parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}
