using System.Text.Json;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Progress;

namespace WorkDistribution.Cli.Encode;

/// <summary>Runs one encoding from submission to the printed result, on a given host or on one of its own.</summary>
internal sealed class EncodeRun(EncodeSettings settings, TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var session = await HostSession.OpenAsync(
            settings.Url, Directory.GetCurrentDirectory(), [], ["Encoding*"], error, cancellationToken, settings.ToHostSettings());
        var started = await session.Client.PostAsync<StartedWork>("api/encodings", settings.ToRequest(), cancellationToken);
        await error.WriteLineAsync($"encode runs as instance {started.Id} on {session.Address}");

        using var display = new ProgressDisplay(error, TimeProvider.System);
        var outcome = await session.WaitAsync<JsonElement>($"api/encodings/{started.Id}", answer => Show(display, answer), cancellationToken);
        if (settings.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(outcome, Indented));
        }
        else
        {
            EncodeReport.Write(outcome, output);
        }

        return ExitCode.Done;
    }

    private static void Show(ProgressDisplay display, JsonElement answer)
    {
        var status = answer.GetProperty("status");
        if (status.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var (done, total) = (status.GetProperty("chunksDone").GetInt32(), status.GetProperty("chunks").GetInt32());
        display.Show(status.GetProperty("phase").GetString()!, done, total, "chunks", $"{status.GetProperty("retriedChunks").GetInt32()} retried");
    }
}
