using WorkDistribution.Cli.Progress;

namespace WorkDistribution.Cli.Tests.Progress;

public sealed class ProgressDisplayTests
{
    private static readonly JobProgress HalfMapped = new("map", 48, 24, 0, 4, 0, 100_000_000, 50_000_000, 5_120_000);

    [Fact]
    public void Line_while_mapping_shows_splits_throughput_records_and_time_left()
    {
        Assert.Equal(
            "map    [████████████░░░░░░░░░░░░] 24/48 splits  50.0/100.0 MB  5.0 MB/s  5,120,000 records  ETA 0:10",
            ProgressDisplay.Line(HalfMapped, TimeSpan.FromSeconds(10), 160));
    }

    [Theory]
    [InlineData(90, "map    [███████░░░░░░░] 24/48 splits  50.0/100.0 MB  5.0 MB/s  5,120,000 records  ETA 0:10")]
    [InlineData(75, "map    24/48 splits  50.0/100.0 MB  5.0 MB/s  5,120,000 records  ETA 0:10")]
    [InlineData(20, "map    24/48 splits ")]
    public void Line_on_a_narrow_terminal_shortens_the_bar_first(int width, string expected) =>
        Assert.Equal(expected, ProgressDisplay.Line(HalfMapped, TimeSpan.FromSeconds(10), width));

    [Fact]
    public void Line_while_reducing_counts_reducers()
    {
        var line = ProgressDisplay.Line(HalfMapped with { Phase = "reduce", ReducersDone = 1 }, TimeSpan.FromSeconds(10), 160);

        Assert.StartsWith("reduce [██████░░░░░░░░░░░░░░░░░░] 1/4 reducers", line, StringComparison.Ordinal);
        Assert.DoesNotContain("ETA", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_names_splits_given_up()
    {
        Assert.Contains("2 given up", ProgressDisplay.Line(HalfMapped with { SplitsFailed = 2 }, TimeSpan.FromSeconds(1), 160), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_before_anything_is_planned_divides_by_nothing()
    {
        var line = ProgressDisplay.Line(new JobProgress("plan", 0, 0, 0, 0, 0, 0, 0, 0), TimeSpan.Zero, 160);

        Assert.Contains("0/0 splits", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_to_a_log_writes_a_line_a_phase_not_a_line_a_poll()
    {
        using var log = new StringWriter();
        using var display = new ProgressDisplay(log, TimeProvider.System);

        display.Show(null);
        display.Show(HalfMapped);
        display.Show(HalfMapped);
        display.Show(HalfMapped with { Phase = "reduce" });

        Assert.Equal(2, log.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
