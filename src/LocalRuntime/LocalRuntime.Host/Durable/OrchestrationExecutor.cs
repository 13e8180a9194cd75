using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Invocation;
using WorkDistribution.LocalRuntime.Host.Official;

namespace WorkDistribution.LocalRuntime.Host.Durable;

/// <summary>
/// The end of the pipeline of an orchestrator: from here on the code is the engine's to schedule. Middleware around it runs outside of
/// the engine, so it may await what it likes.
/// </summary>
internal sealed class OrchestrationExecutor(OrchestrationInvocation invocation, OfficialDurable durable) : IFunctionExecutor
{
    /// <summary>Whether the engine has been given the orchestrator; middleware may have answered in its place.</summary>
    public bool HasRun { get; private set; }

    public async ValueTask ExecuteAsync(FunctionContext context)
    {
        HasRun = true;
        var trigger = context.FunctionDefinition.InputBindings[LocalInvocation.Of(context).Function.Trigger.Name];
        var orchestrator = durable.CreateOrchestrator(context, await context.BindInputAsync<object>(trigger));
        await using var disposal = (IAsyncDisposable)orchestrator;
        context.GetInvocationResult().Value = await invocation.RunAsync(
            orchestration => orchestrator.RunAsync(orchestration, invocation.GetInput(orchestrator.InputType)));
    }
}
