using System.Text.Json;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Cli.Progress;

namespace WorkDistribution.Cli.Run;

/// <summary>Runs one job from submission to the printed result, on a given host or on one of its own.</summary>
internal sealed class MapReduceRun(RunSettings settings, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var currentDirectory = Directory.GetCurrentDirectory();
        var input = InputSelection.From(settings.Paths, currentDirectory, DotnetRoot.ReferenceDocumentation);
        await using var session = await HostSession.OpenAsync(settings.Url, currentDirectory, input.Roots, ["MapReduce*"], error, cancellationToken);
        return await RunOnAsync(session, input, cancellationToken);
    }

    private async Task<int> RunOnAsync(HostSession host, InputSelection input, CancellationToken cancellationToken)
    {
        var client = host.Client;
        var started = await client.StartMapReduceAsync(settings.Job, settings.ToRequest(input), cancellationToken);
        await error.WriteLineAsync($"{settings.Job} runs as instance {started.Id} on {host.Address}");

        var last = await FollowAsync(client, started, host, cancellationToken);
        if (!last.IsCompleted)
        {
            await error.WriteLineAsync($"wd: the job ended {last.RuntimeStatus}: {last.Output?.ToString() ?? "no reason given"}");
            return ExitCode.JobFailed;
        }

        var result = await client.GetMapReduceResultAsync(started.Id, settings.Top, cancellationToken);
        if (settings.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(result, Json));
        }
        else
        {
            ResultReport.Write(result, output);
        }

        return ExitCode.Done;
    }

    private async Task<InstanceStatus> FollowAsync(WorkDistributionClient client, StartedJob started, HostSession host, CancellationToken cancellationToken)
    {
        using var display = new ProgressDisplay(error, TimeProvider.System);
        using var timer = new PeriodicTimer(PollInterval);
        while (true)
        {
            host.ThrowIfEnded();
            var status = await client.GetStatusAsync(started, cancellationToken);
            display.Show(JobProgress.Read(status.CustomStatus));
            if (status.IsFinished)
            {
                return status;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
