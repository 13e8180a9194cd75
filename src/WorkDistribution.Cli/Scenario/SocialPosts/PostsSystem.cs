using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;

namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>The design after the fix: submits batches as work items, honours backpressure, and waits until all have ended.</summary>
internal sealed class PostsSystem(SocialPostsScale scale, HostSession host)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly List<string> ids = [];
    private long peakDepth;

    /// <summary>Submissions that were refused for a while.</summary>
    public int Refusals { get; private set; }

    /// <exception cref="HostStartException">The host ended, or an item failed.</exception>
    public async Task<PostsRun> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(host.ProcessId!.Value);
        var busyBefore = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(ended.Token);
        for (var batch = 0; batch < scale.Batches; batch++)
        {
            await SubmitAsync(batch, cancellationToken);
        }

        foreach (var id in ids)
        {
            await FinishedAsync(id, cancellationToken);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        await ended.CancelAsync();
        await watching;
        process.Refresh();
        return new PostsRun
        {
            Saved = scale.Batches * scale.BatchSize,
            Failed = 0,
            Seconds = elapsed.TotalSeconds,
            PeakMemoryBytes = process.PeakWorkingSet64,
            ProcessorSeconds = (process.TotalProcessorTime - busyBefore).TotalSeconds,
            PeakBacklog = peakDepth * scale.BatchSize,
        };
    }

    private async Task SubmitAsync(int batch, CancellationToken cancellationToken)
    {
        var first = batch * scale.BatchSize;
        var texts = new JsonArray([.. Enumerable.Range(first, scale.BatchSize).Select(static number => (JsonNode)GeneratedPosts.Text(number))]);
        var submission = new JsonObject
        {
            ["handler"] = "score-posts",
            ["payload"] = new JsonObject { ["first"] = first, ["posts"] = texts, ["analysisMs"] = scale.AnalysisMs },
        };
        while (true)
        {
            host.ThrowIfEnded();
            try
            {
                ids.Add((await host.Client.PostAsync<StartedWork>("api/work", submission, cancellationToken)).Id);
                return;
            }
            catch (ApiException full) when (full.RetryAfter is { } pause)
            {
                Refusals++;
                await Task.Delay(pause, cancellationToken);
            }
        }
    }

    private async Task FinishedAsync(string id, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            host.ThrowIfEnded();
            var (item, _) = await host.Client.GetAsync<JsonElement>($"api/work/{id}", cancellationToken);
            switch (item.GetProperty("state").GetString())
            {
                case "COMPLETED":
                    return;
                case "FAILED":
                    throw new HostStartException($"Batch {id} failed: {item.GetProperty("lastError").GetString()}");
                default:
                    await timer.WaitForNextTickAsync(cancellationToken);
                    break;
            }
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var (counters, _) = await host.Client.GetAsync<JsonElement>("api/work/priorities", cancellationToken);
                peakDepth = Math.Max(peakDepth, counters.GetProperty("depth").GetInt64());
            }
        }
        catch (OperationCanceledException)
        {
            // All have ended, or the story was given up.
        }
    }
}
