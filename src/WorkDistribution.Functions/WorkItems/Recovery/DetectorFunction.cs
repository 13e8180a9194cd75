using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using WorkDistribution.Functions.WorkItems.Monitoring;
using WorkDistribution.Functions.WorkItems.Priorities;

namespace WorkDistribution.Functions.WorkItems.Recovery;

/// <summary>Runs the detector by the clock: setting <c>WorkItems__DetectorSchedule</c>, every 30 s in the settings that come with the app.</summary>
internal sealed class DetectorFunction(WorkDetector detector, PriorityBoard board, WorkReporter reporter, ILogger<DetectorFunction> logger)
{
    /// <summary>Sets stuck work going again and reports to the entity <c>PriorityCounters</c>.</summary>
    [Function(WorkItemsFunctionNames.Detector)]
    public async Task RunAsync(
        [TimerTrigger("%WorkItems:DetectorSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await reporter.ReportAsync(client, cancellationToken);
        var report = await detector.RunAsync(cancellationToken);
        var did = report.Expired + report.Finished + report.Tickets > 0;
        logger.Log(
            did ? LogLevel.Information : LogLevel.Debug,
            "Detector: {Expired} leases had ended ({Requeued} items run again, {Failed} failed), {Finished} finished rows were left, {Tickets} tickets were missing; {Depth} items are unfinished.",
            report.Expired, report.Requeued, report.Failed, report.Finished, report.Tickets, report.Levels.Sum(static level => level.Depth));
        await board.DetectAsync(client, report, cancellationToken);
    }
}
