using System.Globalization;
using Spectre.Console;

namespace WorkDistribution.Cli.Scenario;

/// <summary>The seed's table of the encoding disaster, with what was measured.</summary>
internal static class NetflixReport
{
    public static void Write(NetflixFigures figures, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var table = new Table { Border = TableBorder.Rounded }
            .AddColumn("improvement").AddColumn("before").AddColumn("after").AddColumn("benefit").AddColumn("the seed says");
        Add(
            "parallelization",
            "1 sequential process",
            Text($"{figures.Chunks} chunks on {figures.Cores} cores"),
            Text($"{figures.CleanSpeedup:0.00}x against no crash; Amdahl {figures.TheoreticalSpeedup:0.00}x ({figures.SequentialFraction:0.0%} sequential)"),
            "36x potential");
        Add(
            "fault tolerance",
            Text($"full restart: {figures.MonolithKeptPercent:0.00} % kept"),
            Text($"{figures.RetriedChunks} chunk retried: {figures.KeptPercent:0.00} % kept"),
            Text($"{figures.KeptPercent:0.00} % of the progress saved"),
            "99.86 % saved");
        Add("scalability", "1 server at most", "N servers: chunks are activities", WorkersText(figures), "linear");
        Add(
            "total time",
            Text($"{figures.MonolithMs / 1000:0.00} s with the crash, {figures.MonolithCleanMs / 1000:0.00} s without"),
            Text($"{figures.DistributedMs / 1000:0.00} s with the failure"),
            Text($"{figures.AchievedSpeedup:0.00}x as fast"),
            "12 h to 20 min: 36x");
        Add("the seed's 36x", "12 h = 720 chunks of 60 s", "20 min = 20 chunks each", "36 workers, without any sequential share", "12 h / 20 min");
        console.Write(table);

        void Add(params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));
    }

    private static string WorkersText(NetflixFigures figures) => figures.WorkersForSeed is { } workers
        ? Text($"36x would need {workers:N0} workers with this sequential share")
        : Text($"36x is out of reach with this sequential share: the limit is {1 / figures.SequentialFraction:0.0}x");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
