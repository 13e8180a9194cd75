using System.Globalization;
using Spectre.Console;

namespace WorkDistribution.Cli.Scenario.SocialPosts;

/// <summary>The seed's tables of the story, with what was measured.</summary>
internal static class SocialPostsReport
{
    public static void Write(SocialPostsFigures figures, TextWriter output)
    {
        var (one, naive, system, scale) = (figures.Sequential, figures.Naive, figures.System, figures.Scale);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        Write(
            console,
            ["", "one thread", Text($"{scale.Threads} threads"), "the system", "the seed says"],
            [
                ["posts saved", Text($"{one.Saved:N0}"), Text($"{naive.Saved:N0} of {naive.Saved + naive.Failed:N0}, the others lost"), Text($"{system.Saved:N0}"), "1B a day"],
                ["posts a second", Rate(one), Rate(naive), Text($"{system.PostsPerSecond:N0}, {figures.Speedup:0.0}x one thread"), "100x"],
                ["days for 1B posts", Text($"{one.DaysForBillion:N1}"), "never: posts are lost", Text($"{system.DaysForBillion:N1}"), "1,736 to 17 (not 4 hours)"],
                ["peak memory", Memory(one), Memory(naive), Memory(system), "10 GB to 2 GB stable"],
                ["stacks reserved", "1 thread", Text($"{scale.Threads * 10 / 1000.0:0.0} GB ({scale.Threads} x 10 MB)"), Text($"tasks of {scale.Pool} workers"), "1000 x 10 MB"],
                ["processor time a saved post", Processor(one), Processor(naive), Processor(system), "context switches dominate"],
                ["peak connections", Text($"{one.PeakConnections}"), Text($"{naive.PeakConnections} of {scale.MaxConnections}"), Text($"{system.PeakConnections} of {scale.Pool} in the pool"), "100 of 100 to 50"],
                ["connections refused", Text($"{one.RefusedConnections}"), Text($"{naive.RefusedConnections:N0}"), Text($"{system.RefusedConnections}"), "pool exhausted to none"],
                ["peak backlog", Text($"{one.PeakBacklog}"), Text($"{naive.PeakBacklog:N0}: all there are, without bound"), Text($"{system.PeakBacklog:N0}, bound {figures.BacklogLimit:N0}"), "unbounded to 10K"],
            ]);
        Write(
            console,
            ["component", "the seed's setting", "here", "what it did"],
            [
                ["workers", "100 (not 1000)", Text($"{scale.Pool}"), "match the pool: none waits for a connection for long"],
                ["batch size", "1000 posts", Text($"{scale.BatchSize} posts"), Text($"a batch is one work item, and one call saves {Math.Min(100, scale.BatchSize)} posts; one thread spends {one.SaveMs:0.0} ms on each")],
                ["queue limit", "10,000 items", Text($"{scale.QueuedBatches * scale.BatchSize:N0} posts wait, {scale.Pool * scale.BatchSize:N0} in work"), Text($"peak {system.PeakBacklog:N0}")],
                ["database pool", "50 connections", Text($"{scale.Pool} of {scale.MaxConnections}"), Text($"peak {system.PeakConnections}, refused {system.RefusedConnections}")],
                ["backpressure", "queue blocks when full", "429 with Retry-After", Text($"{figures.Refusals} submissions waited and came again")],
                ["result", "", figures.AllScoresExact ? "every score is there and exact" : "scores are missing or wrong", "compared with one thread's, post by post"],
            ]);
        output.WriteLine(Text(
            $"Real: HTTP, queues, tables (Azurite), TCP connections and their limit. Scaled: an analysis takes {scale.AnalysisMs} ms, not 100; saving takes as long as it does (the seed: 50 ms); {scale.SequentialPosts:N0}, {scale.NaivePosts:N0} and {scale.Batches * scale.BatchSize:N0} posts on {figures.Cores} cores."));
        output.WriteLine(Text(
            $"By the seed's formula 150 ms x 1B is {figures.SeedSequentialDays:N0} days, of which 100x leaves {figures.SeedHundredfoldDays:0.0} days; its 4 hours would take {figures.SeedFourHoursSpeedup:N0}x."));
    }

    private static void Write(IAnsiConsole console, string[] columns, string[][] rows)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns(columns);
        foreach (var row in rows)
        {
            table.AddRow(row.Select(static cell => new Text(cell)));
        }

        console.Write(table);
    }

    private static string Rate(PostsRun run) => Text($"{run.PostsPerSecond:N0}");

    private static string Memory(PostsRun run) => Text($"{run.PeakMemoryBytes / 1e6:N0} MB");

    private static string Processor(PostsRun run) => Text($"{run.ProcessorMsPerPost:0.00} ms");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
