using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Http;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Telemetry;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>Binds the app's orchestrators, activities and entities to the engine, each behind the worker's middleware.</summary>
internal sealed partial class DurableFunctions(
    IFunctionCatalog catalog,
    InvocationPipeline pipeline,
    IFunctionExecutor executor,
    DurableHttpActivity httpActivity,
    InvocationLimits limits,
    HostInstruments instruments,
    ILoggerFactory loggers)
{
    public DurableFunctionRegistry CreateRegistry()
    {
        var registry = new DurableFunctionRegistry();
        foreach (var function in catalog.Functions)
        {
            var name = DurableNames.Of(function);
            switch (function.Trigger)
            {
                case OrchestrationTriggerAttribute:
                    registry.AddOrchestrator(name, invocation => RunOrchestratorAsync(function, invocation));
                    break;
                case ActivityTriggerAttribute:
                    registry.AddActivity(name, invocation => RunActivityAsync(function, invocation));
                    break;
                case EntityTriggerAttribute:
                    registry.AddEntity(name, invocation => RunEntityAsync(function, invocation));
                    break;
                default:
                    break;
            }
        }

        return registry.AddActivity(DurableHttpActivity.Name, RunHttpActivityAsync);
    }

    private async Task RunOrchestratorAsync(FunctionDescriptor function, OrchestrationInvocation invocation)
    {
        var input = Input(invocation.Context.InstanceId);
        await using var context = pipeline.CreateContext(function, input, invocation.CancellationToken);
        var orchestration = new OrchestrationExecutor(invocation, executor);
        context.Features.Set<IFunctionExecutor>(orchestration);
        await RunAsync(context);
        if (!orchestration.HasRun)
        {
            var answer = context.GetBindings().InvocationResult;
            await invocation.RunAsync(_ => Task.FromResult(answer));
        }
    }

    private async Task<object?> RunActivityAsync(FunctionDescriptor function, ActivityInvocation invocation)
    {
        using var limited = limits.LinkActivity(invocation.CancellationToken);
        var input = Input(invocation.Context.InstanceId, invocation.SerializedInput);
        await using var context = pipeline.CreateContext(function, input, limited.Token);
        context.Features.Set(invocation);
        try
        {
            await RunAsync(context);
        }
        catch (OperationCanceledException e)
        {
            throw limits.Explain(e, limited, invocation.CancellationToken);
        }

        return context.GetBindings().InvocationResult;
    }

    private async Task RunEntityAsync(FunctionDescriptor function, EntityInvocation invocation)
    {
        await using var context = pipeline.CreateContext(function, Input(invocation.Id.ToString()), invocation.CancellationToken);
        context.Features.Set<IFunctionExecutor>(new EntityExecutor(invocation, executor));
        await RunAsync(context);
    }

    // One line for each of thousands of activities would cost more than they do, so success is for the debug level.
    private async Task RunAsync(LocalFunctionContext context)
    {
        var logger = loggers.CreateLogger("Function." + context.Function.Name);
        var instanceId = context.Input.BindingData["instanceId"];
        var begun = instruments.Begin();
        Log.Executing(logger, context.Function.Name, context.InvocationId, instanceId);
        try
        {
            await pipeline.RunAsync(context);
            instruments.Ended(context.Function, begun, failure: null);
            Log.Succeeded(logger, context.Function.Name, context.InvocationId, instanceId);
        }
        catch (Exception e) when (e is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
        {
            instruments.Ended(context.Function, begun, e);
            Log.Failed(logger, context.Function.Name, context.InvocationId, instanceId, e);
            throw;
        }
    }

    private async Task<object?> RunHttpActivityAsync(ActivityInvocation invocation)
    {
        var request = invocation.GetInput(typeof(DurableHttpRequest)) as DurableHttpRequest
            ?? throw new ArgumentException($"{DurableHttpActivity.Name} needs a {nameof(DurableHttpRequest)} as its input.");
        return await httpActivity.RunAsync(request, invocation.CancellationToken);
    }

    private static TriggerInput Input(string instanceId, string? serialized = null) => new()
    {
        Value = serialized,
        BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId },
    };
}
