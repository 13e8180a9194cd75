using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Core.Posts;
using WorkDistribution.LocalRuntime.Host;

namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>
/// Seed, "The 100x Speed-Up That Almost Broke Everything": posts are scored and saved by one thread; by a thousand threads with a
/// connection for every post; and by the system, in batches over a bounded queue and a pool of connections. The database is real Table
/// Storage behind a real limit of connections; the time of an analysis stands for a model.
/// </summary>
/// <param name="scale">Its size; null for the one that suits a small machine.</param>
internal sealed class SocialPostsScenario(SocialPostsScale? scale = null) : MeasuredScenario<SocialPostsFigures>
{
    private const string NaiveTable = "NaivePosts";
    private const string SequentialTable = "SequentialPosts";

    /// <summary>The system's table and the row that the handler <c>score-posts</c> writes.</summary>
    private const string SystemTable = "PostScores";

    private readonly SocialPostsScale scale = scale ?? new SocialPostsScale();

    public override string Name => "social-posts";

    public override string Description => "Score social posts before and after: one thread, a thousand threads, and batches with backpressure.";

    protected override string NeedsOwnHost => "limits the database's connections";

    protected override bool IsSuccess(SocialPostsFigures figures) => figures.AllScoresExact;

    protected override void Write(SocialPostsFigures figures, TextWriter output) => SocialPostsReport.Write(figures, output);

    protected override async Task<SocialPostsFigures> MeasureAsync(string folder, TextWriter error, CancellationToken cancellationToken)
    {
        await error.WriteLineAsync("Starting the database…");
        await using var azurite = await AzuriteServer.StartAsync(AzuriteOptions.FreePorts, cancellationToken);
        await using var gate = new ConnectionGate(azurite.TablePort, scale.MaxConnections);
        var service = new TableServiceClient(azurite.GetConnectionString());
        foreach (var table in (string[])[SequentialTable, NaiveTable, SystemTable])
        {
            await service.CreateTableAsync(table, cancellationToken);
        }

        // The same account, but tables by way of the gate.
        var limited = azurite.GetConnectionString().Replace(
            string.Create(CultureInfo.InvariantCulture, $":{azurite.TablePort}/"), string.Create(CultureInfo.InvariantCulture, $":{gate.Port}/"), StringComparison.Ordinal);

        await error.WriteLineAsync("Before: one thread…");
        var sequential = await RunBeforeAsync(limited, SequentialTable, scale.SequentialPosts, threads: 1, gate, cancellationToken);
        await error.WriteLineAsync($"Before: {scale.Threads} threads, a connection for every post…");
        var naive = await RunBeforeAsync(limited, NaiveTable, scale.NaivePosts, scale.Threads, gate, cancellationToken);

        await error.WriteLineAsync("After: batches as work items…");
        var workers = scale.Pool.ToString(CultureInfo.InvariantCulture);
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.GetConnectionString(),
            ["Database"] = limited,
            ["Posts__Connection"] = "Database",
            ["Posts__MaxConnections"] = workers,
            ["WorkItems__Workers"] = workers,
            ["WorkItems__MaxDepth"] = (scale.Pool + scale.QueuedBatches).ToString(CultureInfo.InvariantCulture),

            // An item is a batch here and takes seconds, so a ticket stands for few of them.
            ["AzureFunctionsJobHost__extensions__queues__batchSize"] = "32",
            ["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = "32",
        };
        await using var session = await HostSession.OpenAsync(null, folder, [], ["Work*", "PriorityCounters"], error, cancellationToken, settings);
        var system = new PostsSystem(scale, session);
        var after = await system.RunAsync(cancellationToken);
        var (peak, refused) = gate.Take();
        after = after with { PeakConnections = peak, RefusedConnections = refused };

        await error.WriteLineAsync("Comparing the scores…");
        var seedDays = 0.150 * 1e9 / 86_400;
        return new SocialPostsFigures(
            scale,
            Environment.ProcessorCount,
            sequential,
            naive,
            after,
            system.Refusals,
            (long)(scale.Pool + scale.QueuedBatches) * scale.BatchSize,
            await AreExactAsync(service.GetTableClient(SystemTable), cancellationToken),
            after.PostsPerSecond / sequential.PostsPerSecond,
            seedDays,
            seedDays / 100,
            seedDays * 24 / 4);
    }

    private async Task<PostsRun> RunBeforeAsync(
        string connection, string table, int posts, int threads, ConnectionGate gate, CancellationToken cancellationToken)
    {
        var wd = Path.Combine(AppContext.BaseDirectory, "wd.dll");
        var start = new ProcessStartInfo(DotnetRoot.Command, ["exec", wd, .. PostsBefore.Arguments(connection, table, posts, threads, scale.AnalysisMs)])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await gate.EndedAsync().WaitAsync(cancellationToken);
            var (peak, refused) = gate.Take();
            return process.ExitCode == ExitCode.Done
                ? JsonSerializer.Deserialize<PostsRun>(said)! with { PeakConnections = peak, RefusedConnections = refused }
                : throw new HostStartException($"The design before the fix ended with exit code {process.ExitCode}.");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private async Task<bool> AreExactAsync(TableClient table, CancellationToken cancellationToken)
    {
        var missing = Enumerable.Range(0, scale.Batches * scale.BatchSize).ToDictionary(static number => (long)number, static number => SentimentScorer.Score(GeneratedPosts.Text(number)));
        await foreach (var row in table.QueryAsync<TableEntity>(maxPerPage: 1000, select: ["RowKey", "Score"], cancellationToken: cancellationToken))
        {
            if (!missing.Remove(long.Parse(row.RowKey, CultureInfo.InvariantCulture), out var score) || score != row.GetInt32("Score"))
            {
                return false;
            }
        }

        return missing.Count == 0;
    }
}
