namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>What one design did.</summary>
internal sealed record PostsRun
{
    /// <summary>Posts whose score is in the database.</summary>
    public required int Saved { get; init; }

    /// <summary>Posts that were lost, because the database refused the connection.</summary>
    public required int Failed { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Mean time of a call that saves a post, in milliseconds; 0 where many posts share a call.</summary>
    public double SaveMs { get; init; }

    /// <summary>Largest working set of the process that does the work.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>Processor time of that process while it did the work.</summary>
    public required double ProcessorSeconds { get; init; }

    /// <summary>Most posts that were taken in but not finished.</summary>
    public required long PeakBacklog { get; init; }

    /// <summary>Most connections to the database at a time, as it saw them.</summary>
    public int PeakConnections { get; init; }

    /// <summary>Connections that the database refused.</summary>
    public long RefusedConnections { get; init; }

    /// <summary>Posts saved in a second.</summary>
    public double PostsPerSecond => Saved / Seconds;

    /// <summary>Days for a billion posts at that rate.</summary>
    public double DaysForBillion => 1e9 / PostsPerSecond / 86_400;

    /// <summary>Processor time of a saved post, in milliseconds.</summary>
    public double ProcessorMsPerPost => ProcessorSeconds * 1000 / Math.Max(1, Saved);
}
