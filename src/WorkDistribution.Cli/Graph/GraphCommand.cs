using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Graph;

/// <summary><c>wd graph FILE</c> runs a task graph and draws what happened.</summary>
internal static class GraphCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(TextWriter output, TextWriter error)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The graph as JSON: {\"nodes\":[{\"id\",\"handler\",\"payload\",\"expectedMs\"}],\"edges\":[[\"from\",\"to\"]]}." };
        var url = HostOptions.Url();
        var json = HostOptions.Json();
        var command = new Command("graph", "Run a graph of tasks, the critical path first, and show a Gantt chart.") { file, url, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = await ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
            await using var host = await HostSession.OpenAsync(parsed.GetValue(url), Directory.GetCurrentDirectory(), [], ["TaskGraph*"], error, cancellationToken);
            var graph = await RunAsync(host, request, cancellationToken);
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(graph, Web));
            }
            else
            {
                GraphReport.Write(graph, output);
            }

            return graph.State == GraphAnswer.Completed ? ExitCode.Done : ExitCode.JobFailed;
        });
        return command;
    }

    /// <summary>Runs a graph on a host to its end.</summary>
    public static async Task<GraphAnswer> RunAsync(HostSession host, JsonNode request, CancellationToken cancellationToken)
    {
        var started = await host.Client.PostAsync<StartedGraph>("api/graphs", request, cancellationToken);
        return await host.WaitAsync<GraphAnswer>($"api/graphs/{started.Id}", progress: null, cancellationToken);
    }

    private static async Task<JsonNode> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            return await JsonNode.ParseAsync(stream, cancellationToken: cancellationToken) ?? throw new UsageException($"'{file}' holds null, not a graph.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"'{file}' is not JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{file}' cannot be read: {e.Message}");
        }
    }
}
