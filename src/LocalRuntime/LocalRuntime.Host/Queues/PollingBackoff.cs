namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Waits between looks at an empty queue: doubling from a minimum to a maximum, each spread by a fifth so that listeners do not beat in step.</summary>
internal sealed class PollingBackoff(TimeSpan minimum, TimeSpan maximum, Random random)
{
    private const double Spread = 0.2;

    private TimeSpan _next = minimum;

    /// <summary>The next wait, at least the minimum and at most the maximum.</summary>
    public TimeSpan Next()
    {
        var current = _next;
        _next = current * 2 > maximum ? maximum : current * 2;
        var spread = current * (1 - Spread + (2 * Spread * random.NextDouble()));
        return spread > maximum ? maximum : spread < minimum ? minimum : spread;
    }

    public void Reset() => _next = minimum;
}
