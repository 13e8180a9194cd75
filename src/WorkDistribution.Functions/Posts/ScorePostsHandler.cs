using WorkDistribution.Core.Posts;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Posts;

/// <summary><c>score-posts</c>: scores the sentiment of a batch of posts and saves the scores. Running it again saves the same.</summary>
internal sealed class ScorePostsHandler(PostStore store, TimeProvider time) : IWorkHandler<ScorePostsPayload>
{
    private const int MaxPosts = 1000;
    private const int MaxAnalysisMs = 1000;
    private const long MaxNumber = 999_999_999_999;

    /// <inheritdoc/>
    public async Task<object?> RunAsync(ScorePostsPayload payload, WorkContext context, CancellationToken cancellationToken)
    {
        var scores = new List<(long Number, int Score)>(payload.Posts.Count);
        foreach (var texts in payload.Posts.Chunk(PostStore.MaxRows))
        {
            await Task.Delay(TimeSpan.FromMilliseconds((long)payload.AnalysisMs * texts.Length), time, cancellationToken);
            var first = payload.First + scores.Count;
            var scored = texts.Select((text, i) => (first + i, SentimentScorer.Score(text))).ToList();
            await store.SaveAsync($"{payload.First:D12}", scored, cancellationToken);
            scores.AddRange(scored);
        }

        return new ScoredPosts(
            scores.Count(static post => post.Score > 0), scores.Count(static post => post.Score == 0), scores.Count(static post => post.Score < 0));
    }

    /// <inheritdoc/>
    public string? Refuse(ScorePostsPayload payload) =>
        payload.Posts.Count is < 1 or > MaxPosts ? $"has {payload.Posts.Count} posts: use 1 to {MaxPosts}."
        : payload.First < 0 || payload.First > MaxNumber - payload.Posts.Count ? $"begins with post {payload.First}: use 0 to {MaxNumber - payload.Posts.Count}."
        : payload.AnalysisMs is < 0 or > MaxAnalysisMs ? $"has an analysisMs of {payload.AnalysisMs}: use 0 to {MaxAnalysisMs}."
        : null;
}
