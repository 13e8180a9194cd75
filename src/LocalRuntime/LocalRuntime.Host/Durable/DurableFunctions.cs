using System.Runtime.ExceptionServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Official;
using WorkDistribution.LocalRuntime.Host.Telemetry;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>Binds the app's orchestrators, activities and entities to the engine, each behind the worker's pipeline.</summary>
internal sealed partial class DurableFunctions(
    IFunctionCatalog catalog,
    OfficialWorker worker,
    Lazy<OfficialDurable> durable,
    FunctionExecutionDelegate pipeline,
    DurableHttpActivity httpActivity,
    InvocationLimits limits,
    HostInstruments instruments,
    ILoggerFactory loggers)
{
    // The converters of the worker only pass it on: what matters is that there is a value.
    private const string OrchestrationMarker = "orchestration";

    public DurableFunctionRegistry CreateRegistry()
    {
        var registry = new DurableFunctionRegistry();
        foreach (var function in catalog.Functions)
        {
            var name = DurableNames.Of(function);
            var logger = loggers.CreateLogger("Function." + function.Name);
            if (function.Is(BindingTypes.OrchestrationTrigger))
            {
                registry.AddOrchestrator(name, invocation => RunOrchestratorAsync(function, logger, invocation));
            }
            else if (function.Is(BindingTypes.ActivityTrigger))
            {
                registry.AddActivity(name, invocation => RunActivityAsync(function, logger, invocation));
            }
            else if (function.Is(BindingTypes.EntityTrigger))
            {
                registry.AddEntity(name, invocation => RunEntityAsync(function, logger, invocation));
            }
        }

        return registry.AddActivity(DurableHttpActivity.Name, RunHttpActivityAsync);
    }

    private async Task RunOrchestratorAsync(FunctionDescriptor function, ILogger logger, OrchestrationInvocation invocation)
    {
        var local = new LocalInvocation(function, Input(invocation.Context.InstanceId, OrchestrationMarker));
        var context = worker.CreateContext(local, invocation.CancellationToken);
        await using var disposal = (IAsyncDisposable)context;
        var orchestration = new OrchestrationExecutor(invocation, durable.Value);
        context.Features.Set<IFunctionExecutor>(orchestration);

        // Not through the worker's own span: a stay in memory is no invocation, and the engine records the orchestration's.
        await RunAsync(context, local, logger, invocation.Context.InstanceId, pipeline.Invoke);
        if (!orchestration.HasRun)
        {
            var answer = local.Bindings.InvocationResult;
            await invocation.RunAsync(_ => Task.FromResult(answer));
        }
    }

    private async Task<object?> RunActivityAsync(FunctionDescriptor function, ILogger logger, ActivityInvocation invocation)
    {
        using var limited = limits.LinkActivity(invocation.CancellationToken);
        var local = new LocalInvocation(function, Input(invocation.Context.InstanceId, invocation.SerializedInput));
        var context = worker.CreateContext(local, limited.Token);
        await using var disposal = (IAsyncDisposable)context;
        try
        {
            await RunAsync(context, local, logger, invocation.Context.InstanceId, worker.InvokeAsync);
        }
        catch (OperationCanceledException e)
        {
            throw limits.Explain(e, limited, invocation.CancellationToken);
        }

        return local.Bindings.InvocationResult;
    }

    private Task RunEntityAsync(FunctionDescriptor function, ILogger logger, EntityInvocation invocation) => invocation.RunBatchAsync(async batch =>
    {
        var id = invocation.Id.ToString();
        var local = new LocalInvocation(function, Input(id, EntityBatchCodec.Encode(batch)));
        var context = worker.CreateContext(local, invocation.CancellationToken);
        await using var disposal = (IAsyncDisposable)context;
        await RunAsync(context, local, logger, id, worker.InvokeAsync);
        return local.Bindings.InvocationResult is string { Length: > 0 } result
            ? EntityBatchCodec.Decode(result)
            : throw new InvalidOperationException($"The entity function '{function.Name}' ended without dispatching its operations.");
    });

    // One line for each of thousands of activities would cost more than they do, so success is for the debug level.
    private async Task RunAsync(
        FunctionContext context, LocalInvocation local, ILogger logger, string instanceId, Func<FunctionContext, Task> run)
    {
        var function = local.Function;
        var begun = instruments.Begin();
        Log.Executing(logger, function.Name, local.Id, instanceId);
        try
        {
            await run(context);
            instruments.Ended(function, begun, failure: null);
            Log.Succeeded(logger, function.Name, local.Id, instanceId);
        }
        catch (Exception e) when (e is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
        {
            var failure = durable.Value.Unpack(e);
            instruments.Ended(function, begun, failure);
            Log.Failed(logger, function.Name, local.Id, instanceId, failure);
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }

    private async Task<object?> RunHttpActivityAsync(ActivityInvocation invocation) =>
        await httpActivity.RunAsync(invocation.SerializedInput, invocation.CancellationToken);

    private static TriggerInput Input(string instanceId, string? value) => new()
    {
        Value = value,
        BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId },
    };
}
