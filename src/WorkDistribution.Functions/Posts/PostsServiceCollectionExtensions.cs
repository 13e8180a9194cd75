using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkDistribution.Functions.WorkItems;

namespace WorkDistribution.Functions.Posts;

/// <summary>Registers the work of the seed's story of the 100x speed-up: sentiment of social posts.</summary>
public static class PostsServiceCollectionExtensions
{
    private const int MaxConnections = 1000;

    /// <summary>Adds the work handler <c>score-posts</c>. Call it once.</summary>
    /// <param name="services">The app's services, with work items.</param>
    public static IServiceCollection AddPosts(this IServiceCollection services)
    {
        services.AddOptions<PostsOptions>()
            .BindConfiguration(PostsOptions.Section)
            .Validate(static options => !string.IsNullOrWhiteSpace(options.Connection), "Posts__Connection is empty: name a connection setting.")
            .Validate(static options => options.MaxConnections is >= 1 and <= MaxConnections, $"Posts__MaxConnections must be from 1 to {MaxConnections}.")
            .ValidateOnStart();
        services.TryAddSingleton<PostStore>();
        return services.AddWorkHandler<ScorePostsHandler>("score-posts");
    }
}
