namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>What <c>wd scenario social-posts</c> measured.</summary>
/// <param name="Scale">Its size.</param>
/// <param name="Cores">Processors of this machine.</param>
/// <param name="Sequential">Before: one thread.</param>
/// <param name="Naive">Before: a thread and a connection for every post.</param>
/// <param name="System">After: batches as work items.</param>
/// <param name="Refusals">Submissions that were answered with 429 and sent again after <c>Retry-After</c>.</param>
/// <param name="BacklogLimit">Most posts that the system takes in, in work and waiting.</param>
/// <param name="AllScoresExact">Whether the system's table holds the score of each post, and each is the sequential one.</param>
/// <param name="Speedup">Rate of the system over that of one thread.</param>
/// <param name="SeedSequentialDays">The seed's original system by its own formula: 150 ms × 1B.</param>
/// <param name="SeedHundredfoldDays">A hundredth of it. The seed says 4 hours.</param>
/// <param name="SeedFourHoursSpeedup">Speed-up that 4 hours would take.</param>
internal sealed record SocialPostsFigures(
    SocialPostsScale Scale,
    int Cores,
    PostsRun Sequential,
    PostsRun Naive,
    PostsRun System,
    int Refusals,
    long BacklogLimit,
    bool AllScoresExact,
    double Speedup,
    double SeedSequentialDays,
    double SeedHundredfoldDays,
    double SeedFourHoursSpeedup);
