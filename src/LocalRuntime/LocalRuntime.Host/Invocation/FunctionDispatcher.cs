using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Official;
using WorkDistribution.LocalRuntime.Host.Telemetry;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Runs one invocation from its context to its outputs, with the log lines of the real host.</summary>
internal sealed partial class FunctionDispatcher
{
    private readonly OfficialWorker _worker;
    private readonly Dictionary<string, IOutputBinding> _outputs;
    private readonly IOptions<WorkerOptions> _options;
    private readonly InvocationLimits _limits;
    private readonly TimeProvider _time;
    private readonly HostInstruments _instruments;
    private readonly ILoggerFactory _loggers;
    private readonly ConcurrentDictionary<FunctionDescriptor, ILogger> _loggersByFunction = new();

    public FunctionDispatcher(
        OfficialWorker worker,
        IEnumerable<IOutputBinding> outputs,
        IOptions<WorkerOptions> options,
        InvocationLimits limits,
        TimeProvider time,
        HostInstruments instruments,
        ILoggerFactory loggers)
    {
        _worker = worker;
        _outputs = outputs.ToDictionary(o => o.BindingType, StringComparer.OrdinalIgnoreCase);
        _options = options;
        _limits = limits;
        _time = time;
        _instruments = instruments;
        _loggers = loggers;
    }

    /// <summary>Runs the function once. A failure is an outcome, not an exception.</summary>
    /// <param name="function">The function.</param>
    /// <param name="input">What its trigger handed over.</param>
    /// <param name="run">Runs the pipeline for the context; null runs it as it is.</param>
    /// <param name="complete">Runs last, when outputs have been sent; an exception fails the invocation.</param>
    /// <param name="cancellationToken">Cancels the function's own token.</param>
    public async Task<InvocationOutcome> DispatchAsync(
        FunctionDescriptor function,
        TriggerInput input,
        Func<FunctionContext, Task>? run,
        Func<InvocationBindings, Task>? complete,
        CancellationToken cancellationToken)
    {
        using var limited = _limits.Link(cancellationToken);
        var invocation = new LocalInvocation(function, input);
        var context = _worker.CreateContext(invocation, limited.Token);
        await using var disposal = (IAsyncDisposable)context;
        var logger = _loggersByFunction.GetOrAdd(function, f => _loggers.CreateLogger("Function." + f.Name));
        var begun = _instruments.Begin();
        var started = _time.GetTimestamp();
        Log.Executing(logger, function.Name, input.Reason, invocation.Id);
        try
        {
            await (run ?? _worker.InvokeAsync)(context);
            await SendOutputsAsync(invocation, limited.Token);
            if (complete is not null)
            {
                await complete(invocation.Bindings);
            }

            _instruments.Ended(function, begun, failure: null);
            Log.Succeeded(logger, function.Name, invocation.Id, ElapsedMilliseconds(started));
            return new InvocationOutcome { InvocationId = invocation.Id, ReturnValue = invocation.Bindings.InvocationResult };
        }
        catch (Exception e)
        {
            _instruments.Ended(function, begun, e);
            Log.Failed(logger, function.Name, invocation.Id, ElapsedMilliseconds(started), e);
            return new InvocationOutcome { InvocationId = invocation.Id, Exception = _limits.Explain(e, limited, cancellationToken) };
        }
    }

    private async Task SendOutputsAsync(LocalInvocation invocation, CancellationToken cancellationToken)
    {
        foreach (var output in invocation.Function.Outputs)
        {
            if (_outputs.TryGetValue(output.Type, out var binding) && invocation.Bindings.ValueOf(output) is { } value)
            {
                var messages = OutputMessages.From(value, _options.Value.Serializer!);
                await binding.SendAsync(invocation.Function, output, messages, cancellationToken);
            }
        }
    }

    private long ElapsedMilliseconds(long started) => (long)_time.GetElapsedTime(started).TotalMilliseconds;
}
