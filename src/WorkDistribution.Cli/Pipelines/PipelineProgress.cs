using System.Text.Json;

namespace WorkDistribution.Cli.Pipelines;

/// <summary>A line on standard error whenever the phase changes or two seconds have passed: what each stage has done.</summary>
internal sealed class PipelineProgress(TextWriter error, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private string? phase;
    private long shown;

    /// <param name="answer">The answer to a pipeline that runs.</param>
    public void Show(JsonElement answer)
    {
        if (answer.GetProperty("status") is not { ValueKind: JsonValueKind.Object } status)
        {
            return;
        }

        var current = status.GetProperty("phase").GetString();
        if (current == phase && time.GetElapsedTime(shown) < Interval)
        {
            return;
        }

        (phase, shown) = (current, time.GetTimestamp());
        error.WriteLine(Line(status));
    }

    /// <summary>For example <c>run  40 items  read 40  parse 38 (2 waiting)  enrich 30  1 dead letter</c>.</summary>
    internal static string Line(JsonElement status)
    {
        var items = status.GetProperty("items").GetInt32();
        var stages = status.GetProperty("stages").EnumerateArray().Select(stage =>
        {
            var waiting = stage.GetProperty("waiting").GetInt32();
            return $"{stage.GetProperty("name").GetString()} {stage.GetProperty("done").GetInt64()}{(waiting > 0 ? $" ({waiting} waiting)" : "")}";
        });
        var deadLettered = status.GetProperty("deadLettered").GetInt32();
        var letters = deadLettered == 0 ? "" : $"  {deadLettered} dead letter{(deadLettered == 1 ? "" : "s")}";
        return $"{status.GetProperty("phase").GetString()}  {items} items  {string.Join("  ", stages)}{letters}";
    }
}
