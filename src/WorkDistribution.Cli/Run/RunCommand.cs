using System.CommandLine;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Encode;
using WorkDistribution.Cli.Pipelines;

namespace WorkDistribution.Cli.Run;

/// <summary><c>wd run JOB [PATH…]</c>: one subcommand a built-in job or pipeline, so that each shows its own help.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var pattern = new Argument<string>("PATTERN") { Description = "A .NET regular expression." };
        var ignoreCase = new Option<bool>("--ignore-case", "-i") { Description = "Match letters of either case." };
        return new Command("run", "Run a job or a pipeline over files, or encode a file, and show the result.")
        {
            new JobCommand("word-count", "Count every word.", output, error).Build(),
            new JobCommand("inverted-index", "List the documents that each word stands in.", output, error).Build(),
            new JobCommand("grep", "Find the lines that match a pattern.", output, error)
            {
                Arguments = [pattern],
                Options = [ignoreCase],
                Parameters = parsed =>
                {
                    var parameters = new JsonObject { ["pattern"] = parsed.GetRequiredValue(pattern) };
                    if (parsed.GetValue(ignoreCase))
                    {
                        parameters["ignoreCase"] = true;
                    }

                    return parameters;
                },
            }.Build(),
            new JobCommand("sort", "Sort all lines into one total order.", output, error).Build(),
            EncodeCommand.Create(output, error),
            new PipelineCommand("text-etl", "Read, parse, enrich and aggregate lines of text in a pipeline.", output, error).Build(),
        };
    }
}
