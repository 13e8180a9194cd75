using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Options;

namespace WorkDistribution.Cli.Speculation;

/// <summary><c>wd speculate FILE</c>: runs the branch speculation that a file describes, and prints its outcome as JSON.</summary>
internal static class SpeculateCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "The body of POST /api/speculations." };
        var url = HostOptions.Url();
        var command = new Command("speculate", "Start likely branches beside the work that decides among them, and print what came of it.") { file, url };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = await ReadAsync(parsed.GetRequiredValue(file), cancellationToken);
            await using var session = await HostSession.OpenAsync(
                parsed.GetValue(url), Directory.GetCurrentDirectory(), [], ["Speculation*"], error, cancellationToken);
            var started = await session.Client.PostAsync<StartedWork>("api/speculations", request, cancellationToken);
            var outcome = await session.WaitAsync<JsonElement>($"api/speculations/{started.Id}", progress: null, cancellationToken);
            await output.WriteLineAsync(JsonSerializer.Serialize(outcome, Indented));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<JsonNode?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UsageException($"'{file}' holds no speculation: {e.Message}");
        }
    }
}
