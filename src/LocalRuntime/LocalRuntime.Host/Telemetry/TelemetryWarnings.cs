using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.LocalRuntime.Host.Telemetry;

/// <summary>Says at the start what of the telemetry variables has no effect: they are read before there is a log.</summary>
internal sealed partial class TelemetryWarnings(IReadOnlyList<string> problems, ILogger<TelemetryWarnings> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var problem in problems)
        {
            LogProblem(logger, problem);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(20, LogLevel.Warning, "{Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);
}
