using System.Diagnostics;

namespace WorkDistribution.Cli.Tests.EndToEnd;

/// <summary><c>wd</c> as a user's shell runs it: a process with its own current directory, and nothing inherited but PATH.</summary>
internal static class WdProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    public static async Task<WdOutcome> RunAsync(string currentDirectory, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "wd.exe" : "wd"))
        {
            WorkingDirectory = currentDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"wd {string.Join(' ', args)} was still running after {Deadline}: {await error}");
        }

        return new WdOutcome(process.ExitCode, await output, await error);
    }
}
