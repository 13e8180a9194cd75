using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace WorkDistribution.Cli.Tests.EndToEnd;

/// <summary>A <c>wd</c> that runs until it is told to stop, and what it says meanwhile.</summary>
internal sealed class RunningWd : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private RunningWd(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, e) => Record(e.Data);
        process.ErrorDataReceived += (_, e) => Record(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Said => string.Join(Environment.NewLine, lines);

    /// <summary>The workers whose start it has told of, in order.</summary>
    public IReadOnlyList<int> WorkerProcesses =>
        [.. lines.Where(l => l.Contains(" runs as process ", StringComparison.Ordinal)).Select(l => int.Parse(l.Split(' ')[^1].TrimEnd('.'), CultureInfo.InvariantCulture))];

    public static RunningWd Start(string currentDirectory, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "wd.exe" : "wd"))
        {
            WorkingDirectory = currentDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new RunningWd(Process.Start(start)!);
    }

    public Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    public async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(Interval);
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Did not happen within {Deadline:g}: {what}.{Environment.NewLine}{Said}");
            }
        }
    }

    public Task GoneAsync(IEnumerable<int> processes) =>
        UntilAsync(() => !processes.Any(IsAlive), "the workers are gone");

    public static bool IsAlive(int processId)
    {
        try
        {
            using var found = Process.GetProcessById(processId);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Sends a signal, e.g. <c>TERM</c>.</summary>
    public static void Signal(int processId, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", processId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Signal(string name) => Signal(process.Id, name);

    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Record(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
