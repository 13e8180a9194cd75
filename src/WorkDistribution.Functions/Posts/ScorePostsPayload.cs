namespace WorkDistribution.Functions.Posts;

/// <summary>Payload of <c>score-posts</c>.</summary>
/// <param name="First">Number of the first post, from 0; the others follow.</param>
/// <param name="Posts">Their texts, 1 to 1000.</param>
/// <param name="AnalysisMs">Time that a post's analysis takes besides, as a model would; 0 to 1000. Default 0.</param>
internal sealed record ScorePostsPayload(long First, IReadOnlyList<string> Posts, int AnalysisMs = 0);
