using Microsoft.Azure.Functions.Worker;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>How often an invocation was tried; what implements the worker's retry feature is derived from it.</summary>
internal class InvocationRetry
{
    private TriggerInput? _input;

    public RetryContext Context => field ??= new Counts(_input?.RetryCount ?? 0, _input?.MaxRetryCount ?? 0);

    public void Start(TriggerInput input) => _input = input;

    private sealed class Counts(int retryCount, int maxRetryCount) : RetryContext
    {
        public override int RetryCount => retryCount;

        public override int MaxRetryCount => maxRetryCount;
    }
}
