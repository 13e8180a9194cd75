using System.Globalization;
using Spectre.Console;

namespace WorkDistribution.Cli.Scenario.BlackFriday;

/// <summary>The seed's table of the story, with what was measured.</summary>
internal static class BlackFridayReport
{
    public static void Write(BlackFridayFigures figures, TextWriter output)
    {
        var (before, after, scale) = (figures.Before, figures.After, figures.Scale);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("metric", "before", "after", "impact", "the seed says");
        Add("P99 latency", Seconds(before.P99Ms), Seconds(after.P99Ms), Text($"{before.P99Ms / after.P99Ms:0.0}x"), "30 s to 2 s: 15x");
        Add(
            "success rate",
            Text($"{before.SuccessRate:0.0%}"),
            Text($"{after.SuccessRate:0.0%}"),
            Text($"{Math.Round((after.SuccessRate - before.SuccessRate) * before.Orders):N0} orders saved"),
            "72% to 99.5%");
        Add("worker utilization", Text($"{before.Utilisation:0%}"), Text($"{after.Utilisation:0%}"), Text($"{after.Utilisation / before.Utilisation:0.0}x"), "10% to 85%: 8.5x");
        Add("all done after", Seconds(before.ElapsedMs), Seconds(after.ElapsedMs), Text($"{before.ElapsedMs / after.ElapsedMs:0.0}x"), "");
        Add("celebrity orders by worker", ByWorker(before), ByWorker(after), "", "10K, 0, … to 1000, 3010, 3000, 3000");
        Add(
            "steals",
            Text($"{before.Steals} of {before.StealAttempts} tries"),
            Text($"{after.Steals} of {after.StealAttempts} tries"),
            Text($"{after.StolenOrders:N0} orders stolen"),
            "");
        Add("moves of the rebalancer", Text($"{before.MovedOrders:N0} orders"), Text($"{after.MovedOrders:N0} orders"), "30% from the most to the least loaded, each second", "3K orders");
        console.Write(table);
        output.WriteLine(Text(
            $"Real: HTTP, queues and tables (Azurite), {scale.Workers} worker processes of {scale.Threads} threads, each order's record. Scaled: {scale.CelebrityOrders:N0} celebrity orders and {scale.OtherOrders} others, not 10,000 and 10; an order waits {scale.OrderMs} ms for its payment; a customer waits {Seconds(scale.DeadlineMs)}, where one worker needs {Seconds(scale.OneWorkerMs)} at best; {figures.Cores} cores."));
        output.WriteLine(Text(
            $"With {scale.Workers} workers, of which one works, utilization begins at {1.0 / scale.Workers:0%}, and no speed-up is above {scale.Workers}x; the seed's 10 workers allow 10% and 10x, so its 15x holds more than stealing."));

        void Add(params string[] cells) => table.AddRow(cells.Select(static cell => new Text(cell)));
    }

    private static string ByWorker(OrderRun run) => string.Join(", ", run.CelebrityOrdersByWorker.Select(static count => Text($"{count:N0}")));

    private static string Seconds(double milliseconds) => Text($"{milliseconds / 1000:0.0} s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
