using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.DurableTask;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>
/// The end of the pipeline of an orchestrator: from here on the code is the engine's to schedule. Middleware around it runs outside of
/// the engine, so it may await what it likes.
/// </summary>
internal sealed class OrchestrationExecutor(OrchestrationInvocation invocation, IFunctionExecutor inner) : IFunctionExecutor
{
    private static readonly ConcurrentDictionary<Type, Func<TaskOrchestrationContext, object?>> InputReaders = new();

    /// <summary>Whether the engine has been given the orchestrator; middleware may have answered in its place.</summary>
    public bool HasRun { get; private set; }

    public async ValueTask ExecuteAsync(FunctionContext context)
    {
        HasRun = true;
        context.GetBindings().InvocationResult = await invocation.RunAsync(orchestration => RunAsync(context, orchestration));
    }

    private async Task<object?> RunAsync(FunctionContext context, TaskOrchestrationContext orchestration)
    {
        var function = ((LocalFunctionContext)context).Function;
        var resolver = context.Features.Get<IInputBindingResolver>()!;
        resolver.Set(function.TriggerParameter.Name, orchestration);
        if (InputParameter(function) is { } input && ReadInput(input, orchestration) is { } value)
        {
            resolver.Set(input.Name, value);
        }

        await inner.ExecuteAsync(context);
        return context.GetBindings().InvocationResult;
    }

    /// <summary>As official: the first parameter that no binding fills gets the orchestration's input.</summary>
    private static ParameterDescriptor? InputParameter(FunctionDescriptor function) => function.Parameters.FirstOrDefault(
        p => p.Binding is null && p.Type != typeof(FunctionContext) && p.Type != typeof(CancellationToken));

    private static object? ReadInput(ParameterDescriptor parameter, TaskOrchestrationContext orchestration) =>
        InputReaders.GetOrAdd(
            parameter.Type,
            static type => typeof(OrchestrationExecutor).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .CreateDelegate<Func<TaskOrchestrationContext, object?>>())(orchestration);

    private static object? Read<T>(TaskOrchestrationContext orchestration) => orchestration.GetInput<T>();
}
