using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Bounds an invocation by <c>functionTimeout</c> of host.json and by the end of the host.</summary>
internal sealed class InvocationLimits(HostOptions options, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private readonly Deadlines? _deadlines = options.FunctionTimeout is { } limit ? new Deadlines(limit, time) : null;

    /// <summary>Cancels all invocations that still run, when the time to drain is over.</summary>
    public Task AbortAsync() => _abort.CancelAsync();

    public Source Link(CancellationToken cancellationToken) => new(_deadlines?.Next() ?? CancellationToken.None, cancellationToken, _abort.Token);

    /// <summary>
    /// Bounds an activity by the timeout alone. The engine tells it of the end itself, and knows then that it was interrupted and did not
    /// fail; told before the engine stops, it would have failed.
    /// </summary>
    public Source LinkActivity(CancellationToken cancellationToken) => new(_deadlines?.Next() ?? CancellationToken.None, cancellationToken, CancellationToken.None);

    /// <summary>A cancellation that the time limit caused is reported as such.</summary>
    public Exception Explain(Exception exception, Source source, CancellationToken caller) =>
        exception is OperationCanceledException && source.Token.IsCancellationRequested
        && !caller.IsCancellationRequested && !_abort.IsCancellationRequested
            ? new TimeoutException(
                $"The function ran longer than {options.FunctionTimeout:c} and was cancelled. Raise functionTimeout in host.json (\"-1\" for no limit).", exception)
            : exception;

    public void Dispose() => _abort.Dispose();

    internal sealed class Source(CancellationToken deadline, CancellationToken caller, CancellationToken abort) : IDisposable
    {
        private readonly CancellationTokenSource _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, abort, deadline);

        public CancellationToken Token => _linked.Token;

        public void Dispose() => _linked.Dispose();
    }
}
