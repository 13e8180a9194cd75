namespace WorkDistribution.Functions.Posts;

/// <summary>Settings <c>Posts__…</c>, checked when the app starts.</summary>
public sealed class PostsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Posts";

    /// <summary>The setting that names the storage account of the scores. Default <c>AzureWebJobsStorage</c>.</summary>
    public string Connection { get; set; } = "AzureWebJobsStorage";

    /// <summary>
    /// Connections that a process opens to it at most, 1 to 1000. Default 50. Times the number of processes this must stay below what the
    /// database takes; calls beyond wait for a connection.
    /// </summary>
    public int MaxConnections { get; set; } = 50;
}
