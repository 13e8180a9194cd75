using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using WorkDistribution.Cli.Api;

namespace WorkDistribution.Cli.Run;

/// <summary>The tables that end a run: the first results, then the job's counters.</summary>
internal static class ResultReport
{
    private const int LongestValue = 100;

    public static void Write(JobResult result, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (result.Top.Count > 0)
        {
            console.Write(TopTable(result));
        }

        console.Write(CounterTable(result));

        // Not in the table: a path must not be broken by a narrow terminal.
        output.WriteLine($"Output: {result.Output}");
    }

    private static Table TopTable(JobResult result)
    {
        var numeric = result.Top.All(entry => entry.Value.ValueKind == JsonValueKind.Number);
        var table = new Table { Border = TableBorder.Rounded }
            .AddColumn(new TableColumn("#").RightAligned())
            .AddColumn(result.Job is "word-count" or "inverted-index" ? "word" : "key")
            .AddColumn(numeric ? new TableColumn("count").RightAligned() : new TableColumn("value"));
        for (var i = 0; i < result.Top.Count; i++)
        {
            table.AddRow(Cell(Number(i + 1)), Cell(result.Top[i].Key), Cell(Value(result.Top[i].Value)));
        }

        return table;
    }

    private static Table CounterTable(JobResult result)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false }
            .AddColumn("counter")
            .AddColumn(new TableColumn("value").RightAligned());
        foreach (var (name, value) in Counters(result))
        {
            table.AddRow(Cell(name), Cell(value));
        }

        return table;
    }

    private static IEnumerable<(string Name, string Value)> Counters(JobResult result)
    {
        yield return ("job", result.Job);
        yield return ("instance", result.InstanceId);
        yield return ("input bytes", Number(result.InputBytes));
        yield return ("splits", Number(result.Splits));
        yield return ("reducers", Number(result.Reducers));
        yield return ("map output records", Number(result.MapOutputRecords));
        yield return ("shuffled records", Number(result.ShuffledRecords));
        yield return ("distinct keys", Number(result.DistinctKeys));
        yield return ("total count", Number(result.TotalCount));
        yield return ("elapsed", string.Create(CultureInfo.InvariantCulture, $"{result.ElapsedMs / 1000.0:0.00} s"));
        if (result.ElapsedMs > 0)
        {
            yield return ("throughput", string.Create(CultureInfo.InvariantCulture, $"{result.InputBytes / 1000.0 / result.ElapsedMs:0.0} MB/s"));
        }

    }

    private static string Value(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => Number(number),
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => item.ToString())),
            _ => value.ToString(),
        };
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static Text Cell(string text) => new(text);
}
