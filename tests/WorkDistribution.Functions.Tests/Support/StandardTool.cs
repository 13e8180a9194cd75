using System.Diagnostics;

namespace WorkDistribution.Functions.Tests.Support;

/// <summary>Tools that judge outputs from outside: gunzip, zstd, cmp. One that is missing fails the test.</summary>
internal static class StandardTool
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>Decodes a file with a tool that writes to standard output, and compares with <c>cmp</c>.</summary>
    public static async Task AssertDecodesToAsync(string expected, string encoded, string tool, params string[] arguments)
    {
        var decoded = encoded + ".decoded";
        var (exitCode, output, error) = await RunAsync(tool, [.. arguments, encoded]);
        Assert.True(exitCode == 0, $"{tool}: {error}");
        await File.WriteAllBytesAsync(decoded, output);
        var (differs, difference, problem) = await RunAsync("cmp", [expected, decoded]);
        Assert.True(differs == 0, System.Text.Encoding.UTF8.GetString(difference) + problem);
        File.Delete(decoded);
    }

    private static async Task<(int ExitCode, byte[] Output, string Error)> RunAsync(string tool, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var deadline = new CancellationTokenSource(Deadline);
        using var output = new MemoryStream();
        var copy = process.StandardOutput.BaseStream.CopyToAsync(output, deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await copy;
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, output.ToArray(), await error);
    }
}
