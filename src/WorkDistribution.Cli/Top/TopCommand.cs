using System.CommandLine;
using System.Text.Json;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Top;

/// <summary><c>wd top</c>: the work items of a running host, live.</summary>
internal static class TopCommand
{
    // A host that takes longer is as good as none for a display that is to be live.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    public static Command Create(TextWriter output, TextWriter error)
    {
        var window = Seconds("--window", "How many seconds the figures are of. Default 60.", 5, 900, 60);
        var interval = Seconds("--interval", "Seconds between two looks. Default 2.", 1, 3600, 2);
        var once = new Option<bool>("--once") { Description = "Print one snapshot and end." };
        var json = new Option<bool>("--json") { Description = "Print JSON: one object with --once, else an object a line." };
        var url = HostOptions.RunningUrl();
        var command = new Command("top", "Show what the work items of a running host do: live on a terminal, else a snapshot at a time. Ctrl-C ends it.")
        {
            window, interval, once, json, url,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = new TopSettings(
                parsed.GetRequiredValue(url)!,
                parsed.GetValue(window),
                TimeSpan.FromSeconds(parsed.GetValue(interval)),
                parsed.GetValue(once),
                parsed.GetValue(json));
            using var client = new WorkDistributionClient(settings.Url, AnswerTimeout);
            var run = new TopRun(settings, async token => (await client.GetAsync<JsonElement>($"api/work/metrics?window={settings.WindowSeconds}", token)).Answer, output, error, TimeProvider.System);
            return await run.ExecuteAsync(cancellationToken);
        });
        return command;
    }

    private static Option<int> Seconds(string name, string description, int least, int most, int usual)
    {
        var option = new Option<int>(name) { HelpName = "SECONDS", Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && long.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
            {
                result.AddError($"Option '{name}' takes a number from {least} to {most}, not {value}.");
            }
        });
        return option;
    }
}
