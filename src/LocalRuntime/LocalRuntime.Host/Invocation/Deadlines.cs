namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>
/// Tokens that are cancelled when a time limit has passed, up to a hundredth of it later: invocations that begin close together share
/// one, because a timer for each of thousands of short activities costs more than they do.
/// </summary>
internal sealed class Deadlines(TimeSpan limit, TimeProvider time)
{
    private readonly TimeSpan _width = limit / 100;
    private Shared? _newest;

    public CancellationToken Next()
    {
        var newest = Volatile.Read(ref _newest);
        if (newest is null || time.GetElapsedTime(newest.Begun) >= _width)
        {
            // Two that are made at once do no harm: both are right for whoever got them.
            newest = new Shared(time.GetTimestamp(), new CancellationTokenSource(limit + _width, time).Token);
            Volatile.Write(ref _newest, newest);
        }

        return newest.Token;
    }

    private sealed record Shared(long Begun, CancellationToken Token);
}
