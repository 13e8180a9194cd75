using System.Text.Json;

namespace WorkDistribution.Cli.Tests.EndToEnd;

public sealed class TextEtlRunTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-etl-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Run_text_etl_json_counts_lines_and_reports_its_stages()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "a.md"), "# Title\n\nSome prose here.\n    code();\n");
        File.WriteAllBytes(Path.Combine(folder.FullName, "b.bin"), [0, 1]);

        var run = await WdProcess.RunAsync(folder.FullName, "run", "text-etl", "a.md", "b.bin", "--ordered", "--on-error", "deadLetter", "--parallel", "parse=3", "--json");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        using var result = JsonDocument.Parse(run.Output);
        Assert.Equal((2, 1), (result.RootElement.GetProperty("items").GetInt32(), result.RootElement.GetProperty("deadLettered").GetInt32()));
        Assert.Equal((4, 5), (result.RootElement.GetProperty("result").GetProperty("lines").GetInt32(), result.RootElement.GetProperty("result").GetProperty("words").GetInt32()));
        Assert.Equal(3, result.RootElement.GetProperty("stages")[1].GetProperty("parallelism").GetInt32());
        Assert.True(File.Exists(Path.Combine(result.RootElement.GetProperty("output").GetString()!, "summary.json")), run.Output);
    }

    [Fact]
    public async Task Run_text_etl_ends_with_tables_and_the_bottleneck()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "a.md"), "Hello world\n");

        var run = await WdProcess.RunAsync(folder.FullName, "run", "text-etl", "a.md");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Contains("aggregate", run.Output, StringComparison.Ordinal);
        Assert.Contains("Bottleneck: '", run.Output, StringComparison.Ordinal);
        Assert.Contains("Output: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_text_etl_that_stops_ends_with_1_and_the_reason()
    {
        File.WriteAllBytes(Path.Combine(folder.FullName, "b.bin"), [0, 1]);

        var run = await WdProcess.RunAsync(folder.FullName, "run", "text-etl", "b.bin", "--on-error", "stop");

        Assert.Equal(ExitCode.JobFailed, run.ExitCode);
        Assert.Contains("wd: Stage 'parse' failed on item 0", run.Error, StringComparison.Ordinal);
    }
}
