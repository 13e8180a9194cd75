using System.Text.Json;
using Spectre.Console;
using WorkDistribution.Cli.Api;

namespace WorkDistribution.Cli.Top;

/// <summary>One <c>wd top</c>, from its first look to its end. A host that does not answer ends it at the start only.</summary>
internal sealed class TopRun(
    TopSettings settings, Func<CancellationToken, Task<JsonElement>> read, TextWriter output, TextWriter error, TimeProvider time)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerOptions Indented = new(Web) { WriteIndented = true };

    private const int LogWidth = 160;

    private readonly IAnsiConsole console = CreateConsole(output);

    private bool IsLive => !settings.Once && !settings.Json && ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && console.Profile.Capabilities.Ansi;

    /// <summary>Shows snapshots until it is told to stop, which is how it should end.</summary>
    /// <exception cref="ApiException">The host did not answer the first time.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var first = await read(cancellationToken);
            if (settings.Once)
            {
                Print(first);
            }
            else
            {
                await (IsLive ? DisplayAsync(first, cancellationToken) : PrintAllAsync(first, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C.
        }

        return ExitCode.Done;
    }

    private Task DisplayAsync(JsonElement first, CancellationToken cancellationToken)
    {
        var shown = Metrics(first);
        return console.Live(TopReport.Render(shown, settings.Url, problem: null)).StartAsync(display => WatchAsync(
            snapshot =>
            {
                shown = Metrics(snapshot);
                display.UpdateTarget(TopReport.Render(shown, settings.Url, problem: null));
            },
            problem => display.UpdateTarget(TopReport.Render(shown, settings.Url, problem)),
            cancellationToken));
    }

    private Task PrintAllAsync(JsonElement first, CancellationToken cancellationToken)
    {
        var isDown = false;
        Print(first);
        return WatchAsync(
            snapshot =>
            {
                isDown = false;
                Print(snapshot);
            },
            problem =>
            {
                if (!isDown)
                {
                    isDown = true;
                    error.WriteLine($"wd: {problem} Trying again.");
                }
            },
            cancellationToken);
    }

    private async Task WatchAsync(Action<JsonElement> show, Action<string> fail, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(settings.Interval, time, cancellationToken);
            try
            {
                show(await read(cancellationToken));
            }
            catch (ApiException e)
            {
                fail(e.Message);
            }
        }
    }

    private static IAnsiConsole CreateConsole(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = LogWidth;
        }

        return console;
    }

    private void Print(JsonElement snapshot)
    {
        if (settings.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(snapshot, settings.Once ? Indented : Web));
        }
        else
        {
            console.Write(TopReport.Render(Metrics(snapshot), settings.Url, problem: null));
            console.WriteLine();
        }

        output.Flush();
    }

    private static WorkMetrics Metrics(JsonElement snapshot)
    {
        try
        {
            return snapshot.Deserialize<WorkMetrics>(Web) ?? throw new JsonException("It is null.");
        }
        catch (JsonException mismatch)
        {
            throw new ApiException($"The host answered with metrics that wd does not understand: {mismatch.Message}", mismatch);
        }
    }
}
