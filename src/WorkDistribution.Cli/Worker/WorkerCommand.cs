using System.CommandLine;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Worker;

/// <summary><c>wd worker</c>: further processes that run the queue-triggered functions of a host.</summary>
internal static class WorkerCommand
{
    private const int MostWorkers = 64;
    private static readonly Uri DefaultUrl = new("http://127.0.0.1:7071/");

    public static Command Create(TextWriter error)
    {
        var count = Number("--count", "How many workers. Default 1.", 1, MostWorkers);
        var minimum = Number("--min", "Fewest workers, when their number follows the queue. Default 0.", 0, MostWorkers);
        var maximum = Number("--max", "Most workers, when their number follows the queue.", 1, MostWorkers);
        var target = Number("--target", "Messages of the queue for one worker. Default: the batch size of host.json, or 16.", 1, 1_000_000);
        var interval = Number("--interval", "Seconds between two decisions. Default 3.", 1, 60);
        var coolDown = Number("--cool-down", "Seconds that fewer workers must have been enough before there are fewer. Default 30.", 0, 3600);
        var queue = new Option<string>("--queue") { HelpName = "NAME", Description = "The queue to follow.", DefaultValueFactory = _ => "work-tickets" };
        var objects = new Option<string>("--objects")
        {
            HelpName = "DIR",
            Description = "The main host's object store.",
            DefaultValueFactory = _ => Path.Combine(".local", "objects"),
        };
        var functions = new Option<string[]>("--functions")
        {
            HelpName = "NAME",
            Description = "The functions that workers run.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["WorkTickets"],
        };
        var url = HostOptions.Url();
        url.Description = "The main host, whose durable engine the workers use.";
        url.DefaultValueFactory = _ => DefaultUrl;

        var command = new Command("worker", "Run further worker processes for a host: a fixed number, or between --min and --max by the length of the queue.")
        {
            count, minimum, maximum, url, functions, objects, queue, target, interval, coolDown,
        };
        command.Validators.Add(result =>
        {
            var follows = result.GetValue(minimum) is not null || result.GetValue(maximum) is not null;
            if (follows && result.GetValue(count) is not null)
            {
                result.AddError("Options '--count' and '--min', '--max' exclude each other: the number is fixed, or it follows the queue.");
            }
            else if (follows && result.GetValue(maximum) is null)
            {
                result.AddError("Option '--min' needs '--max'.");
            }
            else if (result.GetValue(minimum) > result.GetValue(maximum))
            {
                result.AddError("Option '--min' must not be above '--max'.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var isFixed = parsed.GetValue(maximum) is null;
            var settings = new WorkerSettings(
                parsed.GetValue(url) ?? DefaultUrl,
                parsed.GetRequiredValue(functions),
                Path.GetFullPath(parsed.GetRequiredValue(objects)),
                isFixed ? parsed.GetValue(count) ?? 1 : parsed.GetValue(minimum) ?? 0,
                isFixed ? parsed.GetValue(count) ?? 1 : parsed.GetValue(maximum)!.Value,
                parsed.GetRequiredValue(queue),
                parsed.GetValue(target),
                TimeSpan.FromSeconds(parsed.GetValue(interval) ?? 3),
                TimeSpan.FromSeconds(parsed.GetValue(coolDown) ?? 30));
            return new WorkerRun(settings, error).ExecuteAsync(cancellationToken);
        });
        return command;
    }

    private static Option<int?> Number(string name, string description, int least, int most)
    {
        var option = new Option<int?>(name) { HelpName = "N", Description = description };
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
