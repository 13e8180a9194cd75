using System.Collections.Concurrent;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Tests.Support;

/// <summary>Stands in for the invocation pipeline: records what a listener hands over and runs a body given by the test.</summary>
internal sealed class ScriptedInvoker(Func<TriggerInput, CancellationToken, Task>? body = null) : IFunctionInvoker
{
    private int _running;
    private int _peak;

    public ConcurrentQueue<TriggerInput> Inputs { get; } = new();

    public int Running => Volatile.Read(ref _running);

    public int Peak => Volatile.Read(ref _peak);

    public async Task<InvocationOutcome> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        Inputs.Enqueue(input);
        var running = Interlocked.Increment(ref _running);
        for (var peak = Peak; running > peak && Interlocked.CompareExchange(ref _peak, running, peak) != peak;)
        {
            peak = Peak;
        }

        try
        {
            await (body?.Invoke(input, cancellationToken) ?? Task.CompletedTask);
            return new InvocationOutcome { InvocationId = "1" };
        }
        catch (Exception e)
        {
            return new InvocationOutcome { InvocationId = "1", Exception = e };
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
