using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Bounds an invocation by <c>functionTimeout</c> of host.json and by the end of the host.</summary>
internal sealed class InvocationLimits(HostOptions options, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _abort = new();

    /// <summary>Cancels all invocations that still run, when the time to drain is over.</summary>
    public Task AbortAsync() => _abort.CancelAsync();

    public Source Link(CancellationToken cancellationToken) => new(options.FunctionTimeout, time, cancellationToken, _abort.Token);

    /// <summary>
    /// Bounds an activity by the timeout alone. The engine tells it of the end itself, and knows then that it was interrupted and did not
    /// fail; told before the engine stops, it would have failed.
    /// </summary>
    public Source LinkActivity(CancellationToken cancellationToken) => new(options.FunctionTimeout, time, cancellationToken, CancellationToken.None);

    /// <summary>A cancellation that the time limit caused is reported as such.</summary>
    public Exception Explain(Exception exception, Source source, CancellationToken caller) =>
        exception is OperationCanceledException && source.Token.IsCancellationRequested
        && !caller.IsCancellationRequested && !_abort.IsCancellationRequested
            ? new TimeoutException(
                $"The function ran longer than {options.FunctionTimeout:c} and was cancelled. Raise functionTimeout in host.json (\"-1\" for no limit).", exception)
            : exception;

    public void Dispose() => _abort.Dispose();

    internal sealed class Source : IDisposable
    {
        private readonly CancellationTokenSource? _timeout;
        private readonly CancellationTokenSource _linked;

        public Source(TimeSpan? timeout, TimeProvider time, CancellationToken caller, CancellationToken abort)
        {
            _timeout = timeout is { } limit ? new CancellationTokenSource(limit, time) : null;
            _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, abort, _timeout?.Token ?? CancellationToken.None);
        }

        public CancellationToken Token => _linked.Token;

        public void Dispose()
        {
            _linked.Dispose();
            _timeout?.Dispose();
        }
    }
}
