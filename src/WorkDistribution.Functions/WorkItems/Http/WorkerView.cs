using WorkDistribution.Functions.WorkItems.Monitoring;

namespace WorkDistribution.Functions.WorkItems.Http;

/// <summary>A process as clients read it.</summary>
/// <param name="Name">Its name among the workers.</param>
/// <param name="Threads">Items that it runs side by side.</param>
/// <param name="Utilisation">
/// Share of the window for which its workers were busy, 0 to 1; null when it did not report within: it is idle, or gone.
/// </param>
/// <param name="BatchSize">Items that it claims at a time.</param>
/// <param name="Decisions">The last decisions on that size, oldest first, whenever they were.</param>
/// <param name="LastSeenSecondsAgo">How long ago it reported last; one that has nothing to do says nothing.</param>
internal sealed record WorkerView(
    string Name, int Threads, double? Utilisation, int BatchSize, IReadOnlyList<BatchDecisionView> Decisions, double LastSeenSecondsAgo)
{
    /// <summary>Makes the view of a process.</summary>
    public static WorkerView From(string name, WorkerActivity worker, WorkWindow window, DateTimeOffset now) => new(
        name,
        worker.Size.Threads,
        Figures.Ratio(worker.BusyWithin(window), worker.CapacityWithin(window)),
        worker.Size.BatchSize,
        [.. worker.Size.Decisions.Select(BatchDecisionView.Of)],
        Math.Round(Math.Max(0, (now - worker.ReportedAt).TotalSeconds), 1));
}
