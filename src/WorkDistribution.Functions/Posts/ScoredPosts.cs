namespace WorkDistribution.Functions.Posts;

/// <summary>Result of <c>score-posts</c>.</summary>
/// <param name="Positive">Posts with a score above zero.</param>
/// <param name="Neutral">Posts with a score of zero.</param>
/// <param name="Negative">Posts with a score below zero.</param>
internal sealed record ScoredPosts(int Positive, int Neutral, int Negative);
