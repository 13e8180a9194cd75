using System.Globalization;
using System.Text;
using System.Text.Json;
using WorkDistribution.Core.Pipelines.Text;
using WorkDistribution.Functions.Pipelines.Stages;

namespace WorkDistribution.Functions.Pipelines.TextEtl;

/// <summary>Publishes <c>summary.json</c> and <c>by-source.csv</c> (RFC 4180: a header, then a row a file and kind of line).</summary>
internal sealed class WriteStage : IPipelineStage<TextTotals, TextSummary>
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task<TextSummary> RunAsync(TextTotals item, StageContext context, CancellationToken cancellationToken)
    {
        var summary = TextSummary.From(item);
        await WriteAsync(context, "summary.json", content => JsonSerializer.SerializeAsync(content, summary, Indented, cancellationToken), cancellationToken);
        await WriteAsync(context, "by-source.csv", content => WriteRowsAsync(content, item, cancellationToken), cancellationToken);
        return summary;
    }

    private static async Task WriteAsync(StageContext context, string name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        await using var writer = await context.CreateOutputAsync(name, cancellationToken);
        await write(writer.Content);
        await writer.CommitAsync(cancellationToken);
    }

    private static async Task WriteRowsAsync(Stream content, TextTotals totals, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(content, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync("source,kind,lines,words,characters,readingMs");
        foreach (var (source, kinds) in totals.Sources)
        {
            foreach (var (kind, sums) in kinds)
            {
                var row = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Quote(source)},{JsonSerializer.SerializeToElement(kind).GetString()},{sums.Lines},{sums.Words},{sums.Characters},{sums.ReadingMs}");
                await text.WriteLineAsync(row.AsMemory(), cancellationToken);
            }
        }
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
