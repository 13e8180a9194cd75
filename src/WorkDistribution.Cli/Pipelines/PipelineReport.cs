using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace WorkDistribution.Cli.Pipelines;

/// <summary>The tables that end a run: the stages, what was counted, and what failed.</summary>
internal static class PipelineReport
{
    public static void Write(PipelineResult result, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Write(StageTable(result));
        console.Write(CounterTable(result));

        // Not in tables: sentences and paths must not be broken by a narrow terminal.
        foreach (var letter in result.DeadLetters)
        {
            output.WriteLine($"Dead letter: item {letter.Item} in {letter.Stage}: {letter.Reason}");
        }

        if (result.DeadLettered > result.DeadLetters.Count)
        {
            output.WriteLine($"All {result.DeadLettered} dead letters are in dead-letters.json.");
        }

        output.WriteLine($"Bottleneck: {result.Bottleneck.Advice}");
        output.WriteLine($"Output: {result.Output}");
    }

    private static Table StageTable(PipelineResult result)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn(new TableColumn("stage").NoWrap());
        foreach (var column in (string[])["places", "items", "failed", "busy", "items/s", "used", "queue (max)"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var stage in result.Stages)
        {
            table.AddRow(
                Cell(stage.Name),
                Cell($"{stage.Parallelism}"),
                Cell($"{stage.Items:N0}"),
                Cell($"{stage.Failed:N0}"),
                Cell($"{stage.BusyMs / 1000:0.00} s"),
                Cell($"{stage.Throughput:N1}"),
                Cell($"{stage.Utilisation * 100:0} %"),
                Cell($"{stage.MeanQueue:0.0} ({stage.MaxQueue})"));
        }

        return table;
    }

    private static Table CounterTable(PipelineResult result)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false }
            .AddColumn("counter")
            .AddColumn(new TableColumn("value").RightAligned())
            .AddRow(Cell($"pipeline"), Cell($"{result.Pipeline}"))
            .AddRow(Cell($"instance"), Cell($"{result.Id}"))
            .AddRow(Cell($"items"), Cell($"{result.Items:N0}"))
            .AddRow(Cell($"dead letters"), Cell($"{result.DeadLettered:N0}"))
            .AddRow(Cell($"elapsed"), Cell($"{result.ElapsedMs / 1000.0:0.00} s"))
            .AddRow(Cell($"of these, items ran"), Cell($"{result.RunMs / 1000.0:0.00} s"))
            .AddRow(Cell($"one worker alone"), Cell($"{result.SequentialMs / 1000:0.00} s"))
            .AddRow(Cell($"speedup"), Cell($"{result.Speedup:0.00}"));
        if (result.Result is { ValueKind: JsonValueKind.Object } made)
        {
            foreach (var member in made.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.Number))
            {
                table.AddRow(Cell($"{member.Name}"), Cell($"{member.Value.GetDouble():N0}"));
            }
        }

        return table;
    }

    private static Text Cell(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));

    private static Text Cell(string text) => new(text);
}
