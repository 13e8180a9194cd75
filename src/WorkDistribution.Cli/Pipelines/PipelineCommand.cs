using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Pipelines;

/// <summary>The command of one pipeline over files.</summary>
internal sealed class PipelineCommand(string pipeline, string description, TextWriter output, TextWriter error)
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Files, folders or glob patterns. Without any: the reference documentation of the .NET SDK.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> ordered = new("--ordered") { Description = "Let every stage take the items in the order of the input." };
    private readonly Option<string?> onError = new Option<string?>("--on-error")
    {
        Description = "What happens when an item fails for good: it alone is left out, or the pipeline stops.",
    }.AcceptOnlyFromAmong("deadLetter", "stop");

    private readonly Option<int?> splitBytes = new("--split-bytes") { HelpName = "N", Description = "Bytes of input in an item." };
    private readonly Option<IReadOnlyDictionary<string, int>> parallel = new("--parallel")
    {
        HelpName = "STAGE=N",
        Description = "Items that a stage runs at once; may be given for several stages.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ParseParallelism,
    };

    private readonly Option<Uri?> url = HostOptions.Url();
    private readonly Option<bool> json = HostOptions.Json();

    public Command Build()
    {
        var command = new Command(pipeline, description) { paths, ordered, onError, splitBytes, parallel, url, json };
        command.SetAction((parsed, cancellationToken) => new PipelineRun(Read(parsed), output, error).ExecuteAsync(cancellationToken));
        return command;
    }

    private static Dictionary<string, int> ParseParallelism(ArgumentResult argument)
    {
        var stages = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in argument.Tokens)
        {
            if (token.Value.Split('=') is [{ Length: > 0 } stage, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parallelism))
            {
                stages[stage] = parallelism;
            }
            else
            {
                argument.AddError($"Option '--parallel' takes a stage and a number, for example parse=4, not '{token.Value}'.");
            }
        }

        return stages;
    }

    private PipelineSettings Read(ParseResult parsed) => new(
        pipeline,
        parsed.GetValue(paths) ?? [],
        parsed.GetValue(ordered),
        parsed.GetValue(onError),
        parsed.GetValue(splitBytes),
        parsed.GetValue(parallel) ?? new Dictionary<string, int>(),
        parsed.GetValue(url),
        parsed.GetValue(json));
}
