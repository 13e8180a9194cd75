using System.Diagnostics;
using System.Text.Json;

namespace WorkDistribution.Cli.Tests.EndToEnd;

public sealed class EncodeRunTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wd-encode-");

    public EncodeRunTests()
    {
        var bytes = new byte[200_000];
        new Random(3).NextBytes(bytes.AsSpan(50_000));
        File.WriteAllBytes(Path.Combine(folder.FullName, "film.bin"), bytes);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("gzip", "gunzip")]
    [InlineData("zstd", "zstd")]
    public async Task Run_encode_writes_a_file_that_the_standard_tool_decodes_to_the_input(string encoder, string tool)
    {
        var run = await WdProcess.RunAsync(folder.FullName, "run", "encode", "film.bin", "--encoder", encoder, "--chunk", "16KiB", "--output", "out/film.enc", "--json");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        using var outcome = JsonDocument.Parse(run.Output);
        Assert.Equal(13, outcome.RootElement.GetProperty("chunks").GetInt32());
        Assert.Equal(100, outcome.RootElement.GetProperty("progressKeptPercent").GetDouble());
        Assert.Equal(0, await ShellAsync($"{tool} -dc < out/film.enc | cmp - film.bin"));
        Assert.Equal(0, await ShellAsync("test -z \"$(find .local/objects -type f)\""));
    }

    [Fact]
    public async Task Run_encode_ends_with_a_table()
    {
        var run = await WdProcess.RunAsync(folder.FullName, "run", "encode", "film.bin", "--encoder", "gzip", "--chunk", "65536", "--output", "film.gz");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Contains("progress kept", run.Output, StringComparison.Ordinal);
        Assert.Contains($"Output: {Path.Combine(folder.FullName, "film.gz")}", run.Output, StringComparison.Ordinal);
        Assert.Contains("chunks", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_encode_with_a_bad_chunk_and_a_missing_input_ends_with_2_and_names_both()
    {
        var run = await WdProcess.RunAsync(folder.FullName, "run", "encode", "none.bin", "--encoder", "gzip", "--chunk", "big", "--output", "film.gz");

        Assert.Equal(ExitCode.BadUsage, run.ExitCode);
        Assert.Contains("input: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("chunk: ", run.Error, StringComparison.Ordinal);
    }

    private async Task<int> ShellAsync(string command)
    {
        // A tool that is missing fails the test: the shell then ends with 127.
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = folder.FullName })!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await shell.WaitForExitAsync(deadline.Token);
        return shell.ExitCode;
    }
}
