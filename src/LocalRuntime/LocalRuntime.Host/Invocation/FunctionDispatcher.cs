using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkDistribution.LocalRuntime.Host.Bindings;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Telemetry;

namespace WorkDistribution.LocalRuntime.Host.Invocation;

/// <summary>Runs one invocation from its context to its outputs, with the log lines of the real host.</summary>
internal sealed partial class FunctionDispatcher
{
    private readonly InvocationPipeline _pipeline;
    private readonly Dictionary<Type, IOutputBinding> _outputs;
    private readonly IOptions<WorkerOptions> _worker;
    private readonly InvocationLimits _limits;
    private readonly TimeProvider _time;
    private readonly HostInstruments _instruments;
    private readonly ILoggerFactory _loggers;

    public FunctionDispatcher(
        InvocationPipeline pipeline,
        IEnumerable<IOutputBinding> outputs,
        IOptions<WorkerOptions> worker,
        InvocationLimits limits,
        TimeProvider time,
        HostInstruments instruments,
        ILoggerFactory loggers)
    {
        _pipeline = pipeline;
        _outputs = outputs.ToDictionary(o => o.AttributeType);
        _worker = worker;
        _limits = limits;
        _time = time;
        _instruments = instruments;
        _loggers = loggers;
    }

    /// <summary>Runs the function once. A failure is an outcome, not an exception.</summary>
    /// <param name="function">The function.</param>
    /// <param name="input">What its trigger handed over.</param>
    /// <param name="prepare">Adds features of the trigger's own before the pipeline starts.</param>
    /// <param name="complete">Runs last, when outputs have been sent; an exception fails the invocation.</param>
    /// <param name="cancellationToken">Cancels the function's own token.</param>
    public async Task<InvocationOutcome> DispatchAsync(
        FunctionDescriptor function,
        TriggerInput input,
        Action<LocalFunctionContext>? prepare,
        Func<LocalFunctionContext, Task>? complete,
        CancellationToken cancellationToken)
    {
        using var limited = _limits.Link(cancellationToken);
        await using var context = _pipeline.CreateContext(function, input, limited.Token);
        var logger = _loggers.CreateLogger("Function." + function.Name);
        using var span = InvocationSpans.Start(function, input, context.InvocationId);
        var begun = _instruments.Begin();
        var started = _time.GetTimestamp();
        Log.Executing(logger, function.Name, input.Reason, context.InvocationId);
        try
        {
            prepare?.Invoke(context);
            await _pipeline.RunAsync(context);
            await SendOutputsAsync(context, limited.Token);
            if (complete is not null)
            {
                await complete(context);
            }

            _instruments.Ended(function, begun, failure: null);
            Log.Succeeded(logger, function.Name, context.InvocationId, ElapsedMilliseconds(started));
            return new InvocationOutcome { InvocationId = context.InvocationId, ReturnValue = context.GetBindings().InvocationResult };
        }
        catch (Exception e)
        {
            _instruments.Ended(function, begun, e);
            InvocationSpans.Fail(span, e);
            Log.Failed(logger, function.Name, context.InvocationId, ElapsedMilliseconds(started), e);
            return new InvocationOutcome { InvocationId = context.InvocationId, Exception = _limits.Explain(e, limited, cancellationToken) };
        }
    }

    private async Task SendOutputsAsync(LocalFunctionContext context, CancellationToken cancellationToken)
    {
        var bindings = (BindingsFeature)context.GetBindings();
        foreach (var output in context.Function.Outputs)
        {
            if (_outputs.TryGetValue(output.Attribute.GetType(), out var binding) && bindings.ValueOf(output) is { } value)
            {
                var messages = OutputMessages.From(value, _worker.Value.Serializer!);
                await binding.SendAsync(context.Function, output, messages, cancellationToken);
            }
        }
    }

    private long ElapsedMilliseconds(long started) => (long)_time.GetElapsedTime(started).TotalMilliseconds;
}
