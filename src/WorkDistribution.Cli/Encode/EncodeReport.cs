using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace WorkDistribution.Cli.Encode;

/// <summary>The table that ends an encoding.</summary>
internal static class EncodeReport
{
    public static void Write(JsonElement outcome, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false }
            .AddColumn("figure")
            .AddColumn(new TableColumn("value").RightAligned());
        var (input, encoded) = (Number("inputBytes"), Number("outputBytes"));
        Add("encoder", outcome.GetProperty("encoder").GetString()!);
        Add("input bytes", Text($"{input:N0}"));
        Add("output bytes", Text($"{encoded:N0} ({100 * encoded / input:0.0} %)"));
        Add("chunks", Text($"{Number("chunks"):N0}, {Number("maxParallel"):N0} at once"));
        Add("retried chunks", Text($"{Number("retriedChunks"):N0}"));
        Add("progress kept", Text($"{Number("progressKeptPercent"):0.00} %"));
        Add("one after the other", Text($"{Number("sequentialMs") / 1000:0.00} s"));
        Add("elapsed", Text($"{Number("elapsedMs") / 1000:0.00} s"));
        Add("speedup", Text($"{Number("speedup"):0.00}x of {Number("theoreticalSpeedup"):0.00}x by Amdahl's law"));
        console.Write(table);

        // Not in the table: a path must not be broken by a narrow terminal.
        output.WriteLine($"Output: {outcome.GetProperty("output").GetString()}");

        double Number(string name) => outcome.GetProperty(name).GetDouble();

        void Add(string name, string value) => table.AddRow(new Text(name), new Text(value));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
