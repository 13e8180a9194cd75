namespace WorkDistribution.Functions.Actors;

/// <summary>A token bucket.</summary>
internal sealed class RateLimiterState
{
    /// <summary>Permits in the bucket when it was last looked at; null before that.</summary>
    public double? Available { get; set; }

    /// <summary>When it was last looked at.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Takes permits, if there are enough.</summary>
    public AcquireAnswer Acquire(AcquireRequest request, DateTimeOffset now)
    {
        // A clock that goes back, on another machine, must not take permits away.
        var elapsed = Math.Max(0, (now - At).TotalSeconds);
        var available = Math.Min(request.Capacity, (Available ?? request.Capacity) + (Available is null ? 0 : elapsed * request.PerSecond));
        var granted = available >= request.Permits;
        (Available, At) = (granted ? available - request.Permits : available, now > At ? now : At);
        return new AcquireAnswer(granted, Available.Value, granted ? 0 : Math.Ceiling((request.Permits - available) / request.PerSecond * 1000));
    }
}
