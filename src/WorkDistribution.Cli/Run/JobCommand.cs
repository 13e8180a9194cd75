using System.CommandLine;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Run;

/// <summary>The command of one job: the options every MapReduce job has, and its own.</summary>
internal sealed class JobCommand(string job, string description, TextWriter output, TextWriter error)
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Files, folders or glob patterns. Without any: the reference documentation of the .NET SDK.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<int> top = Positive("--top", "How many of the first results to show.", 20);
    private readonly Option<int?> reducers = Optional<int>("--reducers", "N", "How many reducers, and output parts.");
    private readonly Option<long?> splitBytes = Optional<long>("--split-bytes", "N", "Bytes of input for one map task.");
    private readonly Option<int?> parallel = Optional<int>("--parallel", "N", "Map tasks that run at once.");
    private readonly Option<string?> tolerated = new("--tolerated-failures") { HelpName = "N|N%", Description = "Splits that may be given up." };
    private readonly Option<Uri?> url = HostOptions.Url();
    private readonly Option<bool> json = HostOptions.Json();

    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    public IReadOnlyList<Option> Options { get; init; } = [];

    public Func<ParseResult, JsonObject> Parameters { get; init; } = _ => [];

    public Command Build()
    {
        var command = new Command(job, description);
        foreach (var argument in (Argument[])[.. Arguments, paths])
        {
            command.Arguments.Add(argument);
        }

        foreach (var option in (Option[])[.. Options, top, reducers, splitBytes, parallel, tolerated, url, json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => new MapReduceRun(Read(parsed), output, error).ExecuteAsync(cancellationToken));
        return command;
    }

    private static Option<int> Positive(string name, string description, int defaultValue)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var value) && value < 1)
            {
                result.AddError($"Option '{name}' takes a number of at least 1, not {value}.");
            }
        });
        return option;
    }

    private static Option<T?> Optional<T>(string name, string helpName, string description)
        where T : struct, IComparable<T>
    {
        var option = new Option<T?>(name) { HelpName = helpName, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && long.TryParse(result.Tokens[0].Value, out var value) && value < 1)
            {
                result.AddError($"Option '{name}' takes a number of at least 1, not {value}.");
            }
        });
        return option;
    }

    private RunSettings Read(ParseResult parsed) => new(
        job,
        parsed.GetValue(paths) ?? [],
        Parameters(parsed),
        parsed.GetValue(top),
        parsed.GetValue(reducers),
        parsed.GetValue(splitBytes),
        parsed.GetValue(parallel),
        parsed.GetValue(tolerated),
        parsed.GetValue(url),
        parsed.GetValue(json));
}
