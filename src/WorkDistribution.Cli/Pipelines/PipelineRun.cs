using System.Text.Encodings.Web;
using System.Text.Json;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Run;

namespace WorkDistribution.Cli.Pipelines;

/// <summary>Runs one pipeline from submission to the printed result, on a given host or on one of its own.</summary>
internal sealed class PipelineRun(PipelineSettings settings, TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var currentDirectory = Directory.GetCurrentDirectory();
        var input = InputSelection.From(settings.Paths, currentDirectory, DotnetRoot.ReferenceDocumentation);
        await using var host = await HostSession.OpenAsync(settings.Url, currentDirectory, input.Roots, ["Pipeline*"], error, cancellationToken);
        var started = await host.Client.PostAsync<StartedPipeline>(
            $"api/pipelines/{Uri.EscapeDataString(settings.Pipeline)}", settings.ToRequest(input), cancellationToken);
        await error.WriteLineAsync($"{settings.Pipeline} runs as instance {started.Id} on {host.Address}");

        // A stopped pipeline answers with a conflict, which ends wd with its reason.
        var progress = new PipelineProgress(error, TimeProvider.System);
        var result = await host.WaitAsync<JsonElement>($"api/pipelines/{started.Id}", progress.Show, cancellationToken);
        if (settings.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(result, Indented));
        }
        else
        {
            PipelineReport.Write(result.Deserialize<PipelineResult>(Indented)!, output);
        }

        return ExitCode.Done;
    }
}
