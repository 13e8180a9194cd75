using System.Text.Json;
using WorkDistribution.Cli.Api;
using WorkDistribution.Cli.Hosting;
using WorkDistribution.Core.Scheduling;

namespace WorkDistribution.Cli.Worker;

/// <summary>Keeps the workers of one <c>wd worker</c> until it is told to stop.</summary>
internal sealed class WorkerRun(WorkerSettings settings, TextWriter error)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ApiException">The main host does not answer.</exception>
    /// <exception cref="HostStartException">Workers cannot be started.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        // A fixed number needs no look at the queue.
        var configuration = settings.IsFixed ? null : HostSettings.Load(Directory.GetCurrentDirectory(), settings.Queue);
        using (var client = new WorkDistributionClient(settings.Url))
        {
            await client.GetAsync<JsonElement>("admin/host/status", cancellationToken);
        }

        using var state = HostState.Create(Path.Combine(Directory.GetCurrentDirectory(), ".local"));
        await using var fleet = new WorkerFleet(settings, state.Directory, error, TimeProvider.System);
        try
        {
            await (configuration is null ? KeepAsync(fleet, cancellationToken) : ScaleAsync(fleet, configuration, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("wd: stopping the workers; what they run may finish.");
        }

        return ExitCode.Done;
    }

    private async Task KeepAsync(WorkerFleet fleet, CancellationToken cancellationToken)
    {
        await error.WriteLineAsync($"wd: {Workers(settings.Minimum)} for {settings.Url}; Ctrl-C stops.");
        fleet.Resize(settings.Minimum);
        await fleet.Broken.WaitAsync(cancellationToken);
    }

    private async Task ScaleAsync(WorkerFleet fleet, HostSettings configuration, CancellationToken cancellationToken)
    {
        var target = settings.Target ?? configuration.BatchSize;
        var queue = new QueueLength(configuration.Queue, error);
        var scaler = new TargetBasedScaler(settings.Minimum, settings.Maximum, target, settings.CoolDown);
        await error.WriteLineAsync(
            $"wd: {settings.Minimum} to {Workers(settings.Maximum)} for {settings.Url}, one for every {target} messages of queue '{settings.Queue}'; Ctrl-C stops.");
        fleet.Resize(settings.Minimum);
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(settings.Interval);
        while (true)
        {
            if (await queue.ReadAsync(cancellationToken) is { } length)
            {
                var decided = scaler.Decide(length, fleet.Size, TimeProvider.System.GetElapsedTime(started));
                if (decided != fleet.Size)
                {
                    await error.WriteLineAsync($"wd: {length} messages: {Workers(decided)}.");
                    fleet.Resize(decided);
                }
            }

            var next = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            await await Task.WhenAny(next, fleet.Broken);
        }
    }

    private static string Workers(int count) => count == 1 ? "1 worker" : $"{count} workers";
}
