using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Storage;

namespace WorkDistribution.Functions.Posts;

/// <summary>
/// Scores of posts in Table Storage: a hundred rows a transaction, over a bounded pool of connections. Saving again replaces the rows.
/// </summary>
internal sealed class PostStore(IConfiguration configuration, IOptions<PostsOptions> options)
{
    /// <summary>Rows of a transaction.</summary>
    public const int MaxRows = 100;

    /// <summary>The table.</summary>
    public const string Table = "PostScores";

    /// <summary>Made once: its pool of connections is the bound.</summary>
    private readonly Lazy<TableClient> _table = new(() =>
        StorageConnection.TryCreateTableClient(configuration, options.Value.Connection, out var service, out var problem, options.Value.MaxConnections)
            ? service.GetTableClient(Table)
            : throw new InvalidOperationException($"The scores of posts cannot be stored: {problem}"));

    private volatile bool _isCreated;

    /// <summary>Saves scores.</summary>
    /// <param name="partition">Where; a transaction has one partition.</param>
    /// <param name="posts">At most <see cref="MaxRows"/> posts by number, with their scores.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task SaveAsync(string partition, IEnumerable<(long Number, int Score)> posts, CancellationToken cancellationToken)
    {
        var rows = posts.Select(post => new TableTransactionAction(
            TableTransactionActionType.UpsertReplace, new TableEntity(partition, post.Number.ToString("D12")) { ["Score"] = post.Score }));
        if (!_isCreated)
        {
            // Two callers at the same time both make it: that does no harm.
            await _table.Value.CreateIfNotExistsAsync(cancellationToken);
            _isCreated = true;
        }

        await _table.Value.SubmitTransactionAsync(rows, cancellationToken);
    }
}
