namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>How large <c>wd scenario social-posts</c> is. Times are scaled 1:10, sizes and limits are the seed's where they fit a small machine.</summary>
internal sealed record SocialPostsScale
{
    /// <summary>Time of a post's analysis in milliseconds; 100 in the seed.</summary>
    public int AnalysisMs { get; init; } = 10;

    /// <summary>Connections that the database takes, as in the seed.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>Posts of the single thread, whose rate does not depend on their number.</summary>
    public int SequentialPosts { get; init; } = 300;

    /// <summary>Posts of the naive design; all wait in its queue at once.</summary>
    public int NaivePosts { get; init; } = 5_000;

    /// <summary>Its threads, as in the seed.</summary>
    public int Threads { get; init; } = 1000;

    /// <summary>Posts of a batch, as in the seed.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Batches that the system gets.</summary>
    public int Batches { get; init; } = 75;

    /// <summary>Its pool of connections, as in the seed, and its workers: the seed says 100, but that they match the pool.</summary>
    public int Pool { get; init; } = 50;

    /// <summary>Batches that may wait: 10,000 posts, as in the seed.</summary>
    public int QueuedBatches { get; init; } = 10;
}
