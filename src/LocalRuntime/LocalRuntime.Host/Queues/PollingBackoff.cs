namespace WorkDistribution.LocalRuntime.Host.Queues;

/// <summary>Waits between looks at an empty queue: doubling from a minimum to a maximum, each spread by a fifth so that listeners do not beat in step.</summary>
internal sealed class PollingBackoff
{
    private const double Spread = 0.2;

    private readonly TimeSpan _minimum;
    private readonly TimeSpan _maximum;
    private readonly Random _random;
    private TimeSpan _next;

    public PollingBackoff(TimeSpan minimum, TimeSpan maximum, Random random) =>
        (_minimum, _maximum, _random, _next) = (minimum, maximum, random, minimum);

    /// <summary>The next wait, at least the minimum and at most the maximum.</summary>
    public TimeSpan Next()
    {
        var current = _next;
        _next = current * 2 > _maximum ? _maximum : current * 2;
        var spread = current * (1 - Spread + (2 * Spread * _random.NextDouble()));
        return spread > _maximum ? _maximum : spread < _minimum ? _minimum : spread;
    }

    public void Reset() => _next = _minimum;
}
