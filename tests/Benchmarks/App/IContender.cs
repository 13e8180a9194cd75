namespace WorkDistribution.Benchmarks.App;

/// <summary>A durable engine with its functions in a process of its own. It measures within, so that no way to ask for it counts.</summary>
internal interface IContender : IAsyncDisposable
{
    /// <summary>From the start of the process until it is ready.</summary>
    TimeSpan StartTime { get; }

    /// <summary>The resident set of the process now.</summary>
    double ResidentMegabytes { get; }

    /// <summary>One orchestration that calls activities at once.</summary>
    Task<TimeSpan> FanOutAsync(int activities, CancellationToken cancellationToken);

    /// <summary>Orchestrations of five activities one after the other, so many at a time.</summary>
    Task<TimeSpan> SequencesAsync(int count, int inFlight, CancellationToken cancellationToken);

    /// <summary>The same, one alone at a time.</summary>
    /// <returns>Milliseconds of each.</returns>
    Task<IReadOnlyList<double>> IdleSequencesAsync(int count, CancellationToken cancellationToken);

    /// <summary>Signals to one entity, until it has added them all up.</summary>
    Task<TimeSpan> SignalsAsync(int signals, CancellationToken cancellationToken);
}
